package kiosk_test

import (
	"context"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"yizhan/kiosk/touch"
)

// aCard is what stands on a family's card; its last two figures check the others.
func aCard() string {
	text := "4829137" + strings.Repeat("1", 39)
	n, _ := new(big.Int).SetString(text+"00", 10)
	return text + fmt.Sprintf("%02d", 98-new(big.Int).Mod(n, big.NewInt(97)).Int64())
}

// A scanner is no typist: a card is opened from any page, and not one of its figures
// lands in a field; what a finger types, however fast, is in its field.
func TestScan(t *testing.T) {
	tab := browser(t)
	card := aCard()
	for _, c := range []struct{ name, page, typed, card string }{
		{"on a page of doors", "more", card, card},
		{"on a page of a code, which four figures would send", "pin-new", card, card},
		{"an address before it", "more", "http://192.168.1.5/k#" + card, card},
		{"an address as a keyboard of another country writes it", "more", "http:--192.168.1.5-k§" + card, card},
		{"one figure is wrong", "card-ask", card[:20] + "7" + card[21:], card[:20] + "7" + card[21:]},
		{"two changed places", "card-ask", card[:6] + card[7:8] + card[6:7] + card[8:], card[:6] + card[7:8] + card[6:7] + card[8:]},
		{"a longer text of figures", "card-ask", "1" + card, "1" + card[:47]},
		{"a number", "card-ask", "4829137", "4829137"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			scanOn(t, tab, s, c.page, c.typed)
			if got := s.values("card"); len(got) == 0 || got[len(got)-1] != c.card {
				t.Errorf("posted as a card: %q, want %q", got, c.card)
			}
			if got := s.values("pin"); len(got) > 0 {
				t.Errorf("figures of the card were tried as a code: %q", got)
			}
		})
	}
	t.Run("an address before it, where somebody writes a name", func(t *testing.T) {
		s := newStage(t)
		do(t, tab, chromedp.Navigate(s.URL+"/s/register-hand"))
		until(t, tab, `document.documentElement.classList.contains("js")`)
		script(t, tab, `window.box = document.querySelector("input[name=text]"), box.focus(), box.value = "王", document.addEventListener("submit", () => sessionStorage.left = box.value)`)
		script(t, tab, touch.Wedge+fmt.Sprintf("(%q)", "http://yizhan.internal/k#"+card))
		until(t, tab, `document.body.dataset.page === "home"`)
		if got := s.values("card"); len(got) != 1 || got[0] != card {
			t.Errorf("posted as a card: %q", got)
		}
		if left, err := chromedp.Run(tab, chromedp.Evaluate[string](`sessionStorage.left`)); err != nil || left != "王" {
			t.Errorf("the name is %q (%v), want 王", left, err)
		}
	})
	t.Run("fingers", func(t *testing.T) {
		s := newStage(t)
		do(t, tab, chromedp.Navigate(s.URL+"/s/card-ask"), chromedp.SendKeys(`input[name="card"]`, "4829137"))
		until(t, tab, `document.querySelector('input[name="card"]').value === "4829137"`)
	})
}

func scanOn(t *testing.T, tab context.Context, s *stage, story, text string) {
	t.Helper()
	do(t, tab, chromedp.Navigate(s.URL+"/s/"+story))
	until(t, tab, `document.documentElement.classList.contains("js")`)
	script(t, tab, touch.Wedge+fmt.Sprintf("(%q)", text))
	until(t, tab, `document.body.dataset.page === "home"`)
}
