package station

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// joinRoutes are a new box's way into the county's network without an invitation:
// in the set-up and later alike.
func (s *Station) joinRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /join", s.joins(s.joinShow))
	mux.HandleFunc("GET /join/figures", s.joins(s.joinFigures))
	mux.HandleFunc("POST /join/save", s.joins(s.joinSave))
	mux.HandleFunc("GET /join/pictures", s.joins(s.joinPictures))
	mux.HandleFunc("POST /join/pictures", s.joins(s.joinPicture))
	mux.HandleFunc("GET /join/code", s.joins(s.joinCode))
	mux.HandleFunc("POST /join/code", s.joins(s.joinTyped))
}

// joins serves who runs the site; during the set-up that is who has just begun.
func (s *Station) joins(h handler) http.HandlerFunc {
	return s.always(func(v *visit) error {
		switch {
		case !v.who.Signed:
			return v.see("/pin?next=/join")
		case !v.who.Actor.May(hub.ActSite):
			return hub.E(hub.CodeForbidden, "desk.may-not")
		}
		return h(v)
	})
}

// joinPrev is the page that led here.
func (s *Station) joinPrev(v *visit) (string, error) {
	first, err := s.unfinished(v)
	if err != nil || first {
		return "/setup/county", err
	}
	return "/settings/county", nil
}

func (s *Station) joinShow(v *visit) error {
	f := v.framed("申请入网")
	prev, err := s.joinPrev(v)
	if err != nil {
		return err
	}
	f.Back, f.Help = prev, "join"
	if v.URL.Query().Get("saved") != "" {
		f.Note = &page.Note{Kind: "good", Icon: "i-check", Bold: "申请存到 U 盘了。", Text: "可以拔出来，带给县里。"}
	}
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		return s.joinPage(ctx, f, prev)
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.Join)
		full.Ticket = ticket
		return full
	})
}

func (s *Station) joinPage(ctx context.Context, f page.Frame, prev string) (page.Join, error) {
	a, err := s.Join.Asking(ctx)
	if err != nil {
		return page.Join{}, err
	}
	p := page.Join{Frame: f, Check: a.Fingerprint, Came: a.Answered, Prev: prev}
	switch {
	case a.Answered:
		p.State = "请县里在电话里念十二个数，对上了就接。"
	case a.Called:
		p.State = "申请已经从网上送到了，等县里回信，到了这里会说。"
	default:
		p.State = "网上还没送到，给县里看图就行。"
	}
	p.Picture, err = page.QR(a.Digits, "入网申请")
	return p, err
}

// Figures on the screen stand in groups, as people read them out.
const (
	figuresRow   = 20
	figuresGroup = 5
)

func (s *Station) joinFigures(v *visit) error {
	a, err := s.Join.Asking(v.ctx())
	if err != nil {
		return err
	}
	p := page.JoinFigures{Frame: v.framed("念数字"), Check: a.Fingerprint, Prev: "/join"}
	p.Back, p.Help = "/join", "join"
	for row := range slices.Chunk([]byte(a.Digits), figuresRow) {
		var groups []string
		for g := range slices.Chunk(row, figuresGroup) {
			groups = append(groups, string(g))
		}
		p.Rows = append(p.Rows, groups)
	}
	return v.render(p)
}

func (s *Station) joinSave(v *visit) error {
	if _, err := s.Join.SaveRequest(v.ctx()); err != nil {
		if hub.CodeOf(err) != hub.CodeInvalid {
			return err
		}
		prev, perr := s.joinPrev(v)
		if perr != nil {
			return perr
		}
		f := v.framed("申请入网")
		f.Back, f.Help, f.Errors = prev, "join", faultAt(err, "")
		p, perr := s.joinPage(v.ctx(), f, prev)
		if perr != nil {
			return perr
		}
		return v.again(err, p)
	}
	return v.see("/join?saved=1")
}

// joined ends the way: back to where the county's name is shown.
func (s *Station) joined(v *visit) error {
	if err := v.dropDraft(joinDraft); err != nil {
		return err
	}
	prev, err := s.joinPrev(v)
	if err != nil {
		return err
	}
	return v.see(prev)
}

// joinDraft keeps the pictures that were scanned.
const joinDraft = "join"

// scanned are those so far. They only add up: one that comes from an older page, as of a
// scanner that is faster than the screen, is one more all the same.
func (s *Station) scanned(v *visit) ([]string, error) {
	k, err := v.takes(spot{v.who.Actor.Staff, joinDraft})
	if err != nil {
		return nil, err
	}
	var pictures []string
	k.read(&pictures)
	return pictures, nil
}

func (s *Station) joinPictures(v *visit) error {
	pictures, err := s.scanned(v)
	if err != nil {
		return err
	}
	got, err := s.Join.TakePictures(v.ctx(), pictures)
	if err != nil {
		return err
	}
	return v.render(s.picturesPage(v, got, nil))
}

// picturesKept bounds what a scanner that goes wild can fill.
const picturesKept = 20

// joinPicture takes one more picture; with the last one the box is enrolled.
func (s *Station) joinPicture(v *visit) error {
	before, err := s.scanned(v)
	if err != nil {
		return err
	}
	pictures := before
	if text := strings.Join(strings.Fields(v.form.Text("picture")), ""); text != "" {
		pictures = append([]string{text}, before...) // the newest says which answer is meant
		pictures = pictures[:min(len(pictures), picturesKept)]
	}
	got, err := s.Join.TakePictures(v.ctx(), pictures)
	switch {
	case err != nil:
		return s.notTaken(v, err, func(page.Errors) (page.View, error) {
			got, berr := s.Join.TakePictures(v.ctx(), before)
			return s.picturesPage(v, got, faultAt(err, "picture")), berr
		})
	case got.Joined:
		return s.joined(v)
	}
	if err := v.keepDraft(joinDraft, leaf{What: "申请入网", Who: "县里的回执", Where: fmt.Sprintf("扫了 %d 张", len(pictures)), At: "/join/pictures"}, pictures); err != nil {
		return err
	}
	return v.render(s.picturesPage(v, got, nil))
}

func (s *Station) picturesPage(v *visit, got Scanned, faults page.Errors) page.JoinPictures {
	p := page.JoinPictures{Frame: v.framed("扫县里的回执"), Prev: "/join", Word: "一张都还没扫"}
	p.Back, p.Help, p.Errors = "/join", "join", faults
	var lacking []string
	for n := 1; n <= got.Of; n++ {
		here := slices.Contains(got.Have, n)
		p.Stops = append(p.Stops, page.Step{Text: "第 " + strconv.Itoa(n) + " 张", Did: here})
		if !here {
			lacking = append(lacking, strconv.Itoa(n))
		}
	}
	if len(lacking) > 0 {
		p.Word = "还差第 " + strings.Join(lacking, "、") + " 张"
	}
	return p
}
