package desk_test

import (
	"fmt"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// 3,000 known children with two people and an answer each: what a large township's
// station holds after years.
func BenchmarkBoard3000(b *testing.B) {
	h := newHouse(b)
	const known = 3000
	forms := form.Builtin()
	for at := 0; at < known; at += 500 {
		var drafts []hub.Draft
		for i := at; i < at+500; i++ {
			child := hub.NewID()
			person := func(kinship string, guardian bool) hub.Edit {
				return forms.Edit("person", hub.NewID(), child, form.Values{
					"name": fmt.Sprint("家人", i), "kinship": kinship, "phone": fmt.Sprintf("138%08d", i), "guardian": guardian,
				})
			}
			drafts = append(drafts, hub.Draft{Lane: hub.LaneLocal, Author: h.head.Staff, Edits: []hub.Edit{
				forms.Edit("child", child, child, form.Values{"name": fmt.Sprint("孩子", i), "sex": "2", "birth": hub.Day("2025-03-12"), "category": "home", "site": h.site}),
				person("mother", true), person("paternal-grandmother", false),
				forms.EditOnce("consent", child, "photo", form.Values{"answer": "yes"}),
			}})
		}
		if _, err := h.log.AppendAll(b.Context(), drafts); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if board := must[int](b)(boardGaps(h)); board != known {
			b.Fatalf("%d gaps", board)
		}
	}
}

func boardGaps(h *house) (int, error) {
	b, err := h.Board(h.t.Context(), h.wall, h.site)
	return b.Gaps, err
}
