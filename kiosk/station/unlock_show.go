package station

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Unlock is the routes of a box that waits to be opened: nothing else is served.
type Unlock struct {
	Lock  Lock
	Log   *slog.Logger
	Clock hub.Clock
}

// Lock is the box's own keys, closed.
type Lock interface {
	// Ways lists who may open them; away: the key file lies on a stick.
	Ways(ctx context.Context) (ways []UnlockWay, away bool, err error)
	Locked(ctx context.Context, staff hub.ID) (time.Duration, error)
	Open(ctx context.Context, staff hub.ID, pin string) error
	CheckGroup(group int, digits string) error
	OpenWithCode(ctx context.Context, code string) error
}

// UnlockWay is one of those who may open the box.
type UnlockWay struct {
	Staff hub.ID
	Peg   string
	Role  hub.Role
}

// Routes registers the page, and its other way in.
func (u *Unlock) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /", u.with(u.show))
	mux.HandleFunc("POST /unlock", u.with(u.try))
	mux.HandleFunc("GET /unlock/code", u.with(u.codeShow))
	mux.HandleFunc("POST /unlock/code/{no}", u.with(u.codeTry))
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) { web.See(w, r, "/") })
}

// unlocking is one request.
type unlocking struct {
	*http.Request
	w    http.ResponseWriter
	form web.Form
}

func (u *Unlock) with(h func(*unlocking) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := &unlocking{Request: r, w: w}, error(nil)
		if r.Method == http.MethodPost {
			v.form, err = web.ParseForm(r)
		}
		if err == nil {
			err = h(v)
		}
		if err != nil {
			web.Fail(w, r, u.Log, err)
		}
	}
}

func (u *Unlock) show(v *unlocking) error { return u.render(v, hub.ID{}, "", nil) }

// try takes a tile, or the figures.
func (u *Unlock) try(v *unlocking) error {
	who := v.form.ID("who")
	pad := page.Pad{Length: pinFigures, Typed: v.form.Text("pin")}
	pin := pad.Press(v.form.Text("key"))
	if len(pin) < pinFigures {
		return u.render(v, who, pin, nil)
	}
	err := u.Lock.Open(v.Context(), who, pin)
	if err != nil && !question(err) && hub.CodeOf(err) != hub.CodeNotFound {
		return err
	}
	if err != nil {
		return u.render(v, who, "", err)
	}
	web.See(v.w, v.Request, "/")
	return nil
}

func (u *Unlock) render(v *unlocking, who hub.ID, typed string, wrong error) error {
	ways, away, err := u.Lock.Ways(v.Context())
	if err != nil {
		return err
	}
	p := page.Unlock{Frame: u.frame("停电后要先开锁"), Away: away,
		Pad: page.Pad{Field: "pin", Length: pinFigures, Whole: true, Secret: true, Label: "四个数的密码", Typed: typed}}
	p.Errors = faultAt(wrong, "pin")
	for _, w := range ways {
		person := page.Person{ID: w.Staff.String(), Name: unlockWord(w.Role), Peg: page.PegOf(w.Peg, w.Staff)}
		if w.Staff == who || len(ways) == 1 {
			person.On, who = true, w.Staff
			p.Chosen = &person
		}
		p.People = append(p.People, person)
	}
	if p.Chosen != nil {
		left, err := u.Lock.Locked(v.Context(), who)
		if err != nil {
			return err
		}
		if left > 0 {
			p.Locked = words.Say("unlock.locked", int((left+time.Minute-1)/time.Minute))
		}
	}
	status := http.StatusServiceUnavailable // whoever asks by machine reads it as /healthz says it
	if wrong != nil {
		status = web.Status(wrong)
	}
	web.Render(v.w, v.Request, u.Log, status, p)
	return nil
}

// unlockWord stands below a picture in place of a name: whoever walks past a closed box
// learns nobody's.
func unlockWord(role hub.Role) string {
	if role == hub.RoleHead {
		return "站长"
	}
	return "同事"
}

func (u *Unlock) frame(title string) page.Frame {
	return page.Frame{Title: title, Request: hub.NewID().String()}
}

// codeShow asks for the first group of the 恢复码.
func (u *Unlock) codeShow(v *unlocking) error {
	u.group(v, "", "", nil)
	return nil
}

// codeTry takes one group; the last opens the box.
func (u *Unlock) codeTry(v *unlocking) error {
	if v.form.Has("keep") { // what is typed so far: nothing is kept
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	code := v.form.Text("draft")
	pad := page.Pad{Length: codeGroup, Typed: v.form.Text("code")}
	typed, group := pad.Press(v.form.Text("key")), len(code)/codeGroup
	if group >= codeGroups {
		web.See(v.w, v.Request, "/unlock/code")
		return nil
	}
	if len(typed) < codeGroup {
		u.group(v, code, typed, nil)
		return nil
	}
	err := u.Lock.CheckGroup(group, typed)
	switch {
	case err == nil && group < codeGroups-1:
		u.group(v, code+typed, "", nil)
		return nil
	case err == nil:
		if err = u.Lock.OpenWithCode(v.Context(), code+typed); err == nil {
			web.See(v.w, v.Request, "/")
			return nil
		}
		code = "" // all groups are as on some paper
		if e, ok := errors.AsType[*hub.Error](err); ok && e.Key == "access.wrong" {
			err = hub.E(hub.CodeInvalid, "unlock.code-wrong").In("code")
		} else if ok && e.Key == "access.locked" {
			err = hub.E(hub.CodeInvalid, "unlock.locked", e.Args...).In("code")
		}
	}
	if !question(err) {
		return err
	}
	u.group(v, code, "", err)
	return nil
}

func (u *Unlock) group(v *unlocking, code, typed string, wrong error) {
	f := u.frame("用恢复码开锁")
	f.Back, f.Draft, f.Errors = "/", code, faultAt(wrong, "code")
	group := strconv.Itoa(len(code)/codeGroup + 1)
	status := http.StatusServiceUnavailable
	if wrong != nil {
		status = web.Status(wrong)
	}
	web.Render(v.w, v.Request, u.Log, status, page.Figures{
		Frame: f, Action: "/unlock/code/" + group, Question: "恢复码第 " + group + " 组",
		Quiet: "纸上一共八组，一组五个数，照着按。", Next: "下一组",
		Pad: page.Pad{Field: "code", Length: codeGroup, Whole: true, Label: "五个数", Typed: typed, Shown: typed},
	})
}
