package station

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// maxInvitation is more than any file of the county for one box.
const maxInvitation = 128 << 10

// setupCounty joins the county, or leaves that for later, and ends the set-up.
func (s *Station) setupCounty(v *visit, d *settingUp) error {
	file, given, err := s.fileOf(v, maxInvitation)
	if err == nil && given {
		_, err = s.Box.Enroll(v.ctx(), file)
	}
	if err != nil {
		return s.notTaken(v, err, func(faults page.Errors) (page.View, error) {
			return s.setupPage(v, d, "county", faults)
		})
	}
	if given {
		return s.setupAgain(v, d, "county")
	}
	if err := s.dropSetup(v, d); err != nil {
		return err
	}
	return v.see("/setup/done")
}

func (s *Station) setupCountyPage(v *visit, d *settingUp, f page.Frame) (page.SetupCounty, error) {
	p, err := s.countyPage(v, f)
	p.Steps, p.Action, p.Prev = d.stops(5), "/setup/county", ""
	return p, err
}

// countyPage is the files on the sticks, and where the box belongs already.
func (s *Station) countyPage(v *visit, f page.Frame) (page.SetupCounty, error) {
	p := page.SetupCounty{Frame: f}
	safety, err := s.Box.Safety(v.ctx())
	if err != nil {
		return p, err
	}
	if safety.County != "" {
		p.Now = "已经接上：" + safety.County + "。"
	}
	files, err := s.Box.Invitations(v.ctx())
	p.Files = fileChoices(files)
	return p, err
}

func fileChoices(files []File) []page.Choice {
	var out []page.Choice
	for _, f := range files[:min(len(files), filesShown)] {
		out = append(out, page.Choice{Value: f.Value, Text: f.Name, Small: f.Stick + " · " + sizeWord(f.Size)})
	}
	return out
}

// filesShown is how many files a page offers; the rest is found by 自己找文件.
const filesShown = 6

func sizeWord(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d KB", (n+1023)>>10)
}

// fileOf is the file that a post brings: uploaded, or named on a stick. It reads
// most bytes at most; given is false where the post brings none.
func (s *Station) fileOf(v *visit, most int64) (file []byte, given bool, err error) {
	if !web.IsUpload(v.Request) {
		name := v.form.Text("file")
		if name == "" {
			return nil, false, nil
		}
		file, err := s.Box.File(v.ctx(), name, most)
		return file, true, err
	}
	const envelope = 8 << 10 // of the other fields, and between them
	v.Body = http.MaxBytesReader(v.w, v.Body, most+envelope)
	parts, err := v.MultipartReader()
	if err != nil {
		return nil, false, hub.E(hub.CodeInvalid, "web.unreadable").In("file").Because(err)
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil, true, hub.E(hub.CodeInvalid, "file.none").In("file")
		}
		if err != nil {
			return nil, true, unread(err)
		}
		if part.FormName() != "upload" || part.FileName() == "" {
			continue
		}
		file, err := io.ReadAll(part)
		if err != nil {
			return nil, true, unread(err)
		}
		if int64(len(file)) > most {
			return nil, true, hub.E(hub.CodeTooLarge, "web.too-large").In("file")
		}
		return file, true, nil
	}
}

// unread tells a file that is too large from an upload that broke off.
func unread(err error) error {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return hub.E(hub.CodeTooLarge, "web.too-large").In("file").Because(err)
	}
	return hub.E(hub.CodeInvalid, "web.unreadable").In("file").Because(err)
}

// notTaken shows the page again with what is the matter with a file: wrong, torn,
// too large or of somebody else. Anything else is no fault of the file.
func (s *Station) notTaken(v *visit, err error, again func(page.Errors) (page.View, error)) error {
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeQuestion, hub.CodeTooLarge, hub.CodeUntrusted, hub.CodeForbidden:
	default:
		return err
	}
	p, perr := again(faultAt(err, "file"))
	if perr != nil {
		return perr
	}
	return v.again(err, p)
}
