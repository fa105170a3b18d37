package station

import (
	"encoding/hex"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// hearing is what a family was told before it answers, until the answer is noted.
type hearing struct {
	Face   string            // yes, no
	Played map[string][]byte // hash by prompt, of each recording that was heard to its end
}

func hearingDraft(of string) string { return "heard/" + of }

// sayHeard takes the face that was pressed, and goes back to where it was asked from.
// Once more is no answer: it begins again.
func (s *Station) sayHeard(v *visit) error {
	q := v.URL.Query()
	face := v.form.Text("face")
	of, err := hub.ParseID(q.Get("of"))
	if err != nil || !asksFor[v.PathValue("page")] || face != "yes" && face != "no" {
		return v.see("/say/page/" + v.PathValue("page") + "?" + v.URL.RawQuery)
	}
	clips, err := s.playable(v)
	if err != nil {
		return err
	}
	h := hearing{Face: face, Played: map[string][]byte{}}
	for _, played := range v.form.All("played") {
		key, hash, _ := strings.Cut(played, " ")
		if c, ok := clips[key]; ok && hex.EncodeToString(c.Hash) == hash {
			h.Played[key] = c.Hash
		}
	}
	if err := v.remember(hearingDraft(of.String()), h); err != nil {
		return err
	}
	return v.see(localPath(q.Get("from")))
}

// heardBy is what was told to the family of a child, or of a registration; the zero one
// where nobody was asked.
func (v *visit) heardBy(of hub.ID) (desk.Hearing, error) {
	var h hearing
	ok, err := v.recall(hearingDraft(of.String()), &h)
	if err != nil || !ok {
		return desk.Hearing{}, err
	}
	out := desk.Hearing{Understood: h.Face, Told: "read", Clips: map[hub.Purpose][]byte{}}
	for key, hash := range h.Played {
		out.Told = "clip"
		if p, ok := care.PromptOf(key); ok && p.Purpose != "" {
			out.Clips[p.Purpose] = hash
		}
	}
	return out, nil
}

func (v *visit) forgetHearing(of hub.ID) error { return v.forget(hearingDraft(of.String())) }

// sheetHint is the line below a sheet's title: the child, and what was heard or is to be
// done.
func sheetHint(child string, h desk.Hearing) string {
	if word := heardWord(h); word != "" {
		return child + " · " + word
	}
	return child + " · 不同意的点一下，别的都同意"
}

// heardWord is what the head of the sheet says of it.
func heardWord(h desk.Hearing) string {
	switch h.Understood {
	case "yes":
		return "念过了，听明白了"
	case "no":
		return "念过了，没明白"
	}
	return ""
}
