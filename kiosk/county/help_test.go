package county

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub/words"
)

// Every tab that the desk shows has help of its own: a headline and what to do, and a way
// back to where the tab begins.
func TestEveryTabHasHelp(t *testing.T) {
	layout, err := os.ReadFile("../page/html/county.html")
	if err != nil {
		t.Fatal(err)
	}
	tabs := regexp.MustCompile(`href="(/[a-z]+)"\{\{if eq \.Tab "([a-z]+)"`).FindAllStringSubmatch(string(layout), -1)
	if len(tabs) < 7 || len(tabs) != len(helpBack) {
		t.Fatalf("the desk has %d tabs, of %d there is help", len(tabs), len(helpBack))
	}
	seen := map[string]string{}
	for _, tab := range tabs {
		said := words.Say("help-desk." + tab[2])
		if lines := strings.Split(said, "\n"); len(lines) < 3 || helpBack[tab[2]] != tab[1] {
			t.Errorf("%s: help %q leads back to %q", tab[1], said, helpBack[tab[2]])
		}
		if other, twice := seen[said]; twice {
			t.Errorf("%s says what %s says", tab[2], other)
		}
		seen[said] = tab[2]
	}
}
