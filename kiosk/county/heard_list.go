package county

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Airs is the sound of the recordings that stations ask the county to play to everybody.
type Airs interface {
	// Come is how many pieces of one are here, and of how many.
	Come(of care.Airing) (here, all int)
	// Hear is one as a file. Errors: CodeNotFound airing.coming while it is not whole.
	Hear(of care.Airing) (file io.ReadSeeker, mime string, err error)
}

const heardAt = "/lessons/heard"

// heardsShown is how many stand on the page: those that wait, and the newest.
const heardsShown = 40

func (c *County) heardRoutes(mux *http.ServeMux) {
	if c.Airs == nil {
		return
	}
	mux.HandleFunc("GET /lessons/heard", c.signed(heardList))
	mux.HandleFunc("POST /lessons/heard", c.signed(heardAnswer))
	mux.HandleFunc("GET /lessons/heard/{id}", c.signed(heardPlay))
}

func heardList(v *visit) error {
	p, err := v.heards()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) heards() (page.CountyHeards, error) {
	p := page.CountyHeards{CountyFrame: v.frame("课", "lessons")}
	all, err := v.c.Desk.Heards(v.ctx(), v.who.Actor)
	if err != nil {
		return p, err
	}
	shown, err := v.c.Desk.Portal(v.ctx())
	if err != nil {
		return p, err
	}
	if !shown.Shows("lessons") {
		p.Off = "公众页面的“听课”还没有开：放出去的先存着，在“公众页面”里打开了，大家才听得到。"
	}
	waits, plays := 0, 0
	for i, h := range all {
		if h.Stands && h.Word == "" {
			waits++
		}
		if h.Plays() {
			plays++
		}
		if i < heardsShown {
			p.Rows = append(p.Rows, v.heardRow(h))
		}
	}
	p.Lead = fmt.Sprintf("等着听的 %d 段，放出去的 %d 段", waits, plays)
	if n := len(all) - heardsShown; n > 0 {
		p.More = fmt.Sprintf("更早的 %d 段不列了", n)
	}
	return p, nil
}

// heardRow is a recording as the officer sees it.
func (v *visit) heardRow(h desk.Heard) page.CountyHeard {
	today := v.c.Desk.Today()
	print := h.Print()
	row := page.CountyHeard{ID: h.ID.String(), Print: hex.EncodeToString(print[:]), Head: h.Title, Ask: h.Stands && h.Word == "", Back: h.Word == "yes" && h.Stands}
	agreed := map[string]string{"own": "本人在站里点的同意", "told": "当面说了同意", "paper": "签了字同意"}[h.Agreed]
	row.Facts = []page.Fact{{Word: "哪个站", Text: h.Town + " " + h.Station}, {Word: "哪天上的", Text: calendar.Date(h.Held, today)}, {Word: "多长", Text: lasting(h.MS)},
		{Word: "谁讲的", Text: h.Speaker + "，" + agreed}, {Word: "站里说", Text: "听过了，没有哪家的名字、孩子的声音（" + calendar.Date(h.Day, today) + "）"}}
	if here, all := v.c.Airs.Come(h.Airing); all > 0 && here < all {
		row.Coming = fmt.Sprintf("声音还在路上：到了 %d 段，一共 %d 段。到齐了再听。", here, all)
	} else if all > 0 && (row.Ask || row.Back) {
		row.Sound, row.May = heardAt+"/"+row.ID, row.Ask
	}
	said := calendar.Date(h.Said, today)
	switch {
	case h.Plays():
		row.State, row.Good = said+"放出去了", true
	case h.Gone != "":
		row.State = "站里" + calendar.Date(h.Gone, today) + "收回了"
	case h.Word == "no":
		row.State = said + "没有放：" + h.Reason
	case h.Word == "back":
		row.State = said + "收回了：" + h.Reason
	case !h.Stands:
		row.State = "站里不放给家里听了，大家也听不到"
	case h.Word == "yes": // the sound is another one
		row.State = "声音换过了，不放。收回以后请站里再请"
	}
	return row
}

func lasting(ms int) string {
	if d := time.Duration(ms) * time.Millisecond; d >= time.Minute {
		return fmt.Sprintf("%d 分钟", int(d.Minutes()))
	}
	return fmt.Sprintf("%d 秒", ms/1000)
}

// heardPlay is the sound. Who listens is noted: there may be a name in it after all.
func heardPlay(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "airing.gone").Because(err)
	}
	h, err := v.c.Desk.HeardOf(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	if !h.Stands {
		return hub.E(hub.CodeNotFound, "airing.gone")
	}
	v.c.Doors.Looked(v.who.Actor, h.Site, "page")
	file, mime, err := v.c.Airs.Hear(h.Airing)
	if err != nil {
		return err
	}
	_ = http.NewResponseController(v.w).SetWriteDeadline(time.Now().Add(15 * time.Minute)) // a player that has enough asks again
	v.w.Header().Set("Content-Type", mime)
	http.ServeContent(v.w, v.Request, "", time.Time{}, file)
	return nil
}

// heardAnswer gives a recording out, refuses it, or takes it back. What cannot be heard here
// is not given out.
func heardAnswer(v *visit) error {
	a := desk.AirAnswer{Request: v.form.Request(), Airing: v.form.ID("id"), Answer: v.form.Text("answer"), Why: v.form.Text("why")}
	print, err := hex.DecodeString(v.form.Text("print"))
	if err != nil || len(print) != len(a.Print) {
		return hub.E(hub.CodeNotFound, "airing.gone")
	}
	a.Print = [32]byte(print)
	h, err := v.c.Desk.HeardOf(v.ctx(), v.who.Actor, a.Airing)
	if err != nil {
		return err
	}
	if here, all := v.c.Airs.Come(h.Airing); a.Answer == "yes" && here < all {
		return hub.E(hub.CodeConflict, "airing.coming")
	}
	_, err = v.c.Desk.AnswerAiring(v.ctx(), v.who.Actor, a)
	if err == nil {
		return v.see(heardAt)
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.heards()
	if perr != nil {
		return perr
	}
	for i := range p.Rows {
		if row := &p.Rows[i]; row.ID == a.Airing.String() {
			row.Fault, row.Why = words.Say("airing.why"), a.Why
		}
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// heardLine is the recordings that wait for whoever may give them out.
func (v *visit) heardLine(ctx context.Context) (page.Link, bool, error) {
	if v.c.Airs == nil || !v.who.opens("POST /lessons/heard") {
		return page.Link{}, false, nil
	}
	all, err := v.c.Desk.Heards(ctx, v.who.Actor)
	waits := 0
	for _, h := range all {
		if h.Stands && h.Word == "" {
			waits++
		}
	}
	return page.Link{Href: heardAt, Text: fmt.Sprintf("站里请放的录音 %d 段，等着听", waits)}, waits > 0, err
}
