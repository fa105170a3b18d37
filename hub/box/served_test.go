package box_test

import (
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/form"
)

// served is a station that runs in this process, on a folder that outlives it.
type served struct {
	t    *testing.T
	dir  string
	url  string
	stop func()
	dead bool // its card is gone: how it ends is no matter
}

// serve starts a box on a folder, and waits until it is open; stop ends it, and may be
// called again.
func serve(t *testing.T, dir string) *served {
	t.Helper()
	s := begin(t, box.Config{Data: dir})
	s.waitOpen()
	return s
}

// begin starts a box that need not open.
func begin(t *testing.T, cfg box.Config) *served {
	t.Helper()
	cfg.Listen, cfg.Version = "127.0.0.1:0", "test"
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	cfg.Out = in
	go func() {
		err := box.Run(ctx, cfg)
		in.CloseWithError(io.ErrUnexpectedEOF)
		ended <- err
	}()
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		t.Fatalf("the box did not start: %v", <-ended)
	}
	s := &served{t: t, dir: cfg.Data, url: strings.TrimSpace(string(line[:n]))}
	end := sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	s.stop = func() {
		if err := end(); err != nil && !s.dead {
			t.Errorf("the box ended with %v", err)
		}
	}
	t.Cleanup(s.stop)
	return s
}

// look is what a page answers to whoever is not signed in.
func (s *served) look(path string) (code int, body string) {
	s.t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(all)
}

func (s *served) waitOpen() {
	s.t.Helper()
	for range 3000 {
		res, err := http.Get(s.url + "/healthz")
		if err != nil {
			s.t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatal("the box never opened")
}

// again stops the box and starts it on the same folder, as after a power cut.
func (s *served) again() *served {
	s.t.Helper()
	s.stop()
	return serve(s.t, s.dir)
}

// records reads a kind straight from the folder of a stopped box.
func (s *served) records(kind hub.Kind) []hub.Record {
	s.t.Helper()
	b, err := box.Open(s.t.Context(), box.Config{Data: s.dir})
	if err != nil {
		s.t.Fatal(err)
	}
	defer b.Close()
	var all []hub.Record
	err = b.Store().Each(s.t.Context(), kind, func(rec hub.Record) error {
		all = append(all, rec)
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

var forms = form.Builtin()

// finger is somebody at a screen: it presses what the page offers and counts taps.
type finger struct {
	t    testing.TB
	http *http.Client
	url  string
	taps int
	page string
	path string // with its query
	code int
}

func (s *served) finger() *finger {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &finger{t: s.t, http: &http.Client{Jar: jar}, url: s.url}
}

// at moves the finger to another run of the same box; its cookie stays.
func (f *finger) at(s *served) *finger {
	old, _ := url.Parse(f.url)
	now, _ := url.Parse(s.url)
	f.http.Jar.SetCookies(now, f.http.Jar.Cookies(old))
	f.url = s.url
	return f
}

func (f *finger) open(path string) *finger {
	f.t.Helper()
	res, err := f.http.Get(f.url + path)
	return f.took(res, err)
}

// press is one tap: a button of the page, with the hidden fields of its form.
func (f *finger) press(name, value string) *finger {
	f.t.Helper()
	f.taps++
	for _, form := range formOf.FindAllString(f.page, -1) {
		for _, b := range buttonOf.FindAllString(form, -1) {
			if attr(b, "name") == name && attr(b, "value") == value {
				if strings.Contains(b, " disabled") {
					f.t.Fatalf("%s: %s=%s cannot be pressed", f.path, name, value)
				}
				values := url.Values{}
				if name != "" {
					values.Set(name, value)
				}
				return f.send(attr(form, "action"), fields(form, values))
			}
		}
	}
	f.t.Fatalf("%s (%d) offers no %s=%s:\n%s", f.path, f.code, name, value, f.text())
	return f
}

// keys presses figures on the pad; the last one sends the form by itself.
func (f *finger) keys(field, figures string) *finger {
	f.t.Helper()
	f.taps += len(figures)
	for _, form := range formOf.FindAllString(f.page, -1) {
		if strings.Contains(form, `name="`+field+`"`) && strings.Contains(form, `id="keys"`) {
			return f.send(attr(form, "action"), fields(form, url.Values{field: {figures}}))
		}
	}
	f.t.Fatalf("%s has no pad for %s:\n%s", f.path, field, f.text())
	return f
}

// fields adds what a form holds besides what is pressed.
func fields(form string, values url.Values) url.Values {
	pressed := url.Values{}
	for name, v := range values {
		pressed[name] = v
	}
	for _, input := range inputOf.FindAllString(form, -1) {
		name := attr(input, "name")
		if name == "" || attr(input, "type") == "file" || pressed.Has(name) && attr(input, "type") != "hidden" {
			continue
		}
		values.Add(name, attr(input, "value"))
	}
	return values
}

func (f *finger) send(path string, values url.Values) *finger {
	f.t.Helper()
	res, err := f.http.PostForm(f.url+path, values)
	return f.took(res, err)
}

// upload sends a file by the page's own file input.
func (f *finger) upload(path string, file []byte) *finger {
	f.t.Helper()
	body, w := io.Pipe()
	m := multipart.NewWriter(w)
	go func() {
		part, err := m.CreateFormFile("upload", "file")
		if err == nil {
			_, err = part.Write(file)
		}
		m.Close()
		w.CloseWithError(err)
	}()
	res, err := f.http.Post(f.url+path, m.FormDataContentType(), body)
	return f.took(res, err)
}

func (f *finger) took(res *http.Response, err error) *finger {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	f.page, f.path, f.code = string(body), res.Request.URL.RequestURI(), res.StatusCode
	return f
}

// on fails unless the finger stands at a path.
func (f *finger) on(path string) *finger {
	f.t.Helper()
	if f.path != path || f.code != http.StatusOK {
		f.t.Fatalf("stands at %s (%d), want %s:\n%s", f.path, f.code, path, f.text())
	}
	return f
}

func (f *finger) says(words ...string) *finger {
	f.t.Helper()
	for _, w := range words {
		if !strings.Contains(f.text(), w) {
			f.t.Fatalf("%s (%d) does not say %q:\n%s", f.path, f.code, w, f.text())
		}
	}
	return f
}

func (f *finger) saysNot(words ...string) *finger {
	f.t.Helper()
	for _, w := range words {
		if strings.Contains(f.text(), w) {
			f.t.Fatalf("%s says %q:\n%s", f.path, w, f.text())
		}
	}
	return f
}

func (f *finger) text() string {
	return strings.Join(strings.Fields(unescape.Replace(markup.ReplaceAllString(f.page, " "))), " ")
}

// link is the address behind the words of a link.
func (f *finger) link(words string) string {
	f.t.Helper()
	for _, a := range linkOf.FindAllString(f.page, -1) {
		if strings.Contains(a, words) {
			return attr(a, "href")
		}
	}
	f.t.Fatalf("%s has no link %q:\n%s", f.path, words, f.text())
	return ""
}

var (
	formOf   = regexp.MustCompile(`(?s)<form.*?</form>`)
	buttonOf = regexp.MustCompile(`<button[^>]*>`)
	inputOf  = regexp.MustCompile(`<input[^>]*>`)
	linkOf   = regexp.MustCompile(`(?s)<a .*?</a>`)
	markup   = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
	unescape = strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&")
)

func attr(tag, name string) string {
	tag, _, _ = strings.Cut(tag, ">")
	_, after, ok := strings.Cut(tag, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(after, `"`)
	return unescape.Replace(value)
}
