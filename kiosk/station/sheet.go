package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// consentAlways is what the sheet says of purposes that need no consent.
const consentAlways = "名字、出勤、健康、安全，按规定都要记，不用签。"

// asked are the purposes that wait for a yes; refusing is the exception.
func (s *Station) asked(refused []hub.Purpose) []page.Asked {
	var out []page.Asked
	for _, p := range s.purposesAsked() {
		out = append(out, page.Asked{Code: string(p.Code), Text: p.Title, More: p.What, No: slices.Contains(refused, p.Code)})
	}
	return out
}

func (s *Station) purposesAsked() []form.Purpose {
	return s.Desk.Forms().Asked()
}

// refused are the purposes that a posted sheet says no to. One that is not
// answered at all counts as refused: consent is never assumed.
func (s *Station) refused(v *visit) []hub.Purpose {
	var out []hub.Purpose
	for _, p := range s.purposesAsked() {
		if v.form.Text("purpose-"+string(p.Code)) != "yes" {
			out = append(out, p.Code)
		}
	}
	return out
}

// answering are the tiles of who answers: a parent, or who looks after the child
// in their place.
func answering(people []desk.Person, chosen string) []page.Choice {
	codes := []string{"mother", "father"}
	for _, p := range people {
		if p.Carer || p.Guardian {
			if !slices.Contains(codes, p.Kinship) && p.Kinship != "" {
				codes = append(codes, p.Kinship)
			}
			if p.Carer && chosen == "" {
				chosen = p.Kinship
			}
		}
	}
	if chosen == "" {
		chosen = "mother"
	}
	var out []page.Choice
	for _, code := range codes {
		kin, _ := care.KinByCode(code)
		c := page.Choice{Value: code, Text: kinWord(code), On: code == chosen}
		if !kin.Parent() {
			c.Text += "代答"
		}
		out = append(out, c)
	}
	return out
}

// answeredBy is who answered, as it is kept: 奶奶 李秀英.
func answeredBy(people []desk.Person, code string) string {
	if code == "" {
		return ""
	}
	for _, p := range people {
		if p.Kinship == code && p.Name != "" {
			return kinWord(code) + " " + p.Name
		}
	}
	return kinWord(code)
}

// signature reads what was written on the pad; a slip of the finger is none.
func signature(v *visit) ([]byte, error) {
	drawn, err := care.ReadSignature(v.form.Text("signature"))
	if err != nil || !drawn.Signed() {
		return nil, hub.E(hub.CodeInvalid, "consent.unsigned").In("signature").Because(err)
	}
	return drawn.Bytes(), nil
}

// drawn is what stands on the pad, finished or not; what cannot be read is an empty pad.
func drawn(v *visit) string {
	s, err := care.ReadSignature(v.form.Text("signature"))
	if err != nil {
		return ""
	}
	return s.Path()
}

// strokes are those of a drawing, one path each, so that the last can be taken back.
func strokes(drawn string) []string {
	var out []string
	for stroke := range strings.SplitSeq(drawn, "M") {
		if stroke != "" {
			out = append(out, "M"+strings.TrimSpace(stroke))
		}
	}
	return out
}

// asEntered are known people as a registration has them.
func asEntered(people []care.Person) []desk.Person {
	var out []desk.Person
	for _, p := range people {
		out = append(out, desk.Person{
			Name: p.Name, Kinship: p.Kinship, Phone: p.Phone, IDNo: p.IDNo, Guardian: p.Guardian,
			Carer: p.Carer, Pickup: p.Pickup, Away: p.Away, Adult: p.Adult,
		})
	}
	return out
}
