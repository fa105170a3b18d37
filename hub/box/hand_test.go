package box_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// clerk is a finger that knows its PIN.
type clerk struct {
	*finger
	pin string
}

// enter types into a form of the page and presses one of its buttons. Unlike press it
// says when the box does not answer: some tests pull its plug meanwhile.
func (f *finger) enter(action string, typed url.Values) error {
	for _, form := range formOf.FindAllString(f.page, -1) {
		offered := attr(form, "action") == action
		for name := range typed {
			offered = offered && strings.Contains(form, `name="`+name+`"`)
		}
		if offered {
			return f.try(action, fields(form, typed))
		}
	}
	return fmt.Errorf("%s (%d) has no form for %s with %v: %s", f.path, f.code, action, typed, f.text())
}

// try posts; an error means that nobody knows whether the post was taken.
func (f *finger) try(path string, values url.Values) error {
	return f.answered(f.http.PostForm(f.url+path, values))
}

// look opens a page of a box that may die.
func (f *finger) look(path string) error { return f.answered(f.http.Get(f.url + path)) }

func (f *finger) answered(res *http.Response, err error) error {
	if err != nil {
		return unanswered{err}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return unanswered{err}
	}
	f.page, f.path, f.code = string(body), res.Request.URL.RequestURI(), res.StatusCode
	return nil
}

// unanswered is the error of asking a box that died.
type unanswered struct{ error }

func (e unanswered) Unwrap() error { return e.error }

// setUp lets the first worker in at a box that the county has enrolled.
func (f *clerk) setUp(worker, pin string) {
	f.t.Helper()
	f.pin = pin
	f.open("/").on("/setup/worker")
	if err := f.enter("/setup/worker", url.Values{"text": {worker}, "go": {"next"}}); err != nil {
		f.t.Fatal(err)
	}
	peg := ""
	for _, b := range buttonOf.FindAllString(f.page, -1) {
		if attr(b, "name") == "peg" && peg == "" {
			peg = attr(b, "value")
		}
	}
	f.press("peg", peg).on("/setup/pin")
	f.keys("pin", pin).keys("pin", pin).on("/setup/county")
	f.press("", "").on("/setup/done")
}

// register walks through 快速登记 from wherever it stands, and returns nil once the
// receipt confirms the child, or the page of a child that was stored before.
func (f *clerk) register(c child) error {
	if err := f.look("/register"); err != nil {
		return err
	}
	if strings.HasPrefix(f.path, "/pin?") { // the box has started anew
		if err := f.enter("/pin", url.Values{"pin": {f.pin}}); err != nil {
			return err
		}
	}
	if strings.Contains(f.page, `action="/register/new"`) { // one was left half-way: go on with it
		if err := f.look(f.link("接着")); err != nil {
			return err
		}
	}
	for range 20 {
		step, found := strings.CutPrefix(f.path, "/register/")
		if !found {
			break
		}
		if err := f.step(step, c); err != nil {
			return err
		}
	}
	if !strings.HasPrefix(f.path, "/child/") || f.code != http.StatusOK {
		return fmt.Errorf("registering %s ends at %s (%d): %s", c.name, f.path, f.code, f.text())
	}
	return nil
}

// step answers one question.
func (f *finger) step(step string, c child) error {
	answer := map[string]url.Values{
		"name":    {"text": {c.name}, "go": {"next"}},
		"sex":     {"sex": {"2"}},
		"carer":   {"carer": {"paternal-grandmother"}},
		"village": {"go": {"skip"}},
		"phone":   {"phone": {c.phone}},
		"consent": {"way": {"paper"}},
	}[step]
	switch {
	case step == "birth":
		return f.birth(c)
	case step == "same": // the box died after it had stored the child and before it said so
		for _, b := range buttonOf.FindAllString(f.page, -1) {
			if attr(b, "name") == "same" {
				return f.enter("/register/same", url.Values{"same": {attr(b, "value")}})
			}
		}
	case answer == nil:
		return errors.New("no answer to " + step + ": " + f.text())
	}
	return f.enter("/register/"+step, answer)
}

// birth taps year, month and day; the last one leads on, or 下一步 does, where they
// were all known.
func (f *finger) birth(c child) error {
	for _, tap := range [][2]string{{"year", strconv.Itoa(c.birth.Year())}, {"month", strconv.Itoa(int(c.birth.Month()))}, {"day", strconv.Itoa(c.birth.Day())}, {"go", "next"}} {
		if f.path != "/register/birth" {
			return nil
		}
		if err := f.enter("/register/birth", url.Values{tap[0]: {tap[1]}}); err != nil {
			return err
		}
	}
	return nil
}
