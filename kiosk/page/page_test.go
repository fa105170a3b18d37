package page

import (
	"bytes"
	"testing"
)

func TestEveryStoryRenders(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	for _, s := range Stories() {
		var b bytes.Buffer
		if err := Render(&b, s.View); err != nil {
			t.Errorf("%s: %v", s.Key, err)
		}
	}
}
