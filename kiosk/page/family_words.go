package page

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// What a family reads of its own child, on a telephone beside the station's Wi-Fi or at
// home: of its people what they are to the child, and no name.

// NotedDay is a child's day as far as it was noted; nil: nothing was. absent is the word for
// why it did not come.
func NotedDay(d care.Day, brought, fetched care.Person, absent string) *PhoneToday {
	came := ""
	if d.In >= 0 {
		came = fmt.Sprintf("%d:%02d 到了%s", d.In/60, d.In%60, by(brought, "送来的"))
	}
	switch {
	case d.Out >= 0 && d.Out >= d.In:
		text := fmt.Sprintf("%d:%02d 走了%s", d.Out/60, d.Out%60, by(fetched, "接的"))
		if !d.Stranger.IsZero() {
			text = fmt.Sprintf("%d:%02d 走了，接的人不在名单上，站里核过", d.Out/60, d.Out%60)
		}
		return &PhoneToday{Mark: "走", Class: "went", Text: text, Small: came}
	case d.In >= 0:
		return &PhoneToday{Mark: "到", Text: came}
	case d.Absent == "unknown":
		return &PhoneToday{Mark: "假", Class: "leave", Text: "没有来"}
	case d.Absent != "":
		return &PhoneToday{Mark: "假", Class: "leave", Text: "请假了，" + absent}
	}
	return nil
}

// by is who did something: ，奶奶送来的. Nobody was named: nothing.
func by(who care.Person, did string) string {
	if who.ID.IsZero() {
		return ""
	}
	return "，" + kin(who) + did
}

func kin(p care.Person) string {
	if k, ok := care.KinByCode(p.Kinship); ok {
		return k.Word
	}
	return "家里人"
}

// KinWords is who may fetch a child, each kinship once.
func KinWords(people []care.Person) string {
	var all []string
	for _, one := range people {
		if word := kin(one); !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	if len(all) == 0 {
		return "还没写，问站里"
	}
	return strings.Join(all, "、")
}

// Answers is what a family said to each purpose that waits for a yes. One that it was never
// asked about is left out.
func Answers(forms *form.Registry, said map[hub.Purpose]care.Consent) (all []PhoneAnswer) {
	for _, p := range forms.Purposes() {
		if a := said[p.Code].Answer; p.Basis == hub.BasisConsent && (!p.Apart || a != "") {
			all = append(all, answered(p.Title, a))
		}
	}
	return all
}

func answered(title string, a hub.Answer) PhoneAnswer {
	switch a {
	case hub.AnswerYes:
		return PhoneAnswer{Title: title, Answer: "同意", Class: "good"}
	case hub.AnswerNo:
		return PhoneAnswer{Title: title, Answer: "不同意", Class: "care"}
	}
	return PhoneAnswer{Title: title, Answer: "还没签"}
}
