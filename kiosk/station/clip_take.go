package station

import (
	"errors"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// clipTake takes a file as this worker's own sentence.
func (s *Station) clipTake(v *visit) error {
	file, err := s.soundOf(v)
	var out hub.Outcome
	if err == nil {
		out, err = s.Voices.Speak(v.ctx(), v.who.Actor, desk.Spoken{
			Request: v.form.Request(), Prompt: v.PathValue("key"), Speech: v.form.Text("speech"), Agreed: v.form.Text("agreed") == "1",
		}, file)
	}
	if err != nil {
		return s.notTaken(v, err, func(faults page.Errors) (page.View, error) { return s.clipPage(v, faults) })
	}
	return v.see("/say/clip/" + v.PathValue("key") + "?new=1&done=" + out.Commit.String())
}

// soundOf is the file of a post, from a stick or from the browser, with the form's other
// fields beside it.
func (s *Station) soundOf(v *visit) ([]byte, error) {
	if web.IsUpload(v.Request) {
		v.Body = http.MaxBytesReader(v.w, v.Body, mostSound)
		if err := v.ParseMultipartForm(mostSound); err != nil {
			return nil, unread(err)
		}
		var err error
		if v.form, err = web.ParseForm(v.Request); err != nil {
			return nil, err
		}
	}
	if name := v.form.Text("file"); name != "" {
		return s.Box.File(v.ctx(), name, mostSound)
	}
	if v.MultipartForm == nil {
		return nil, hub.E(hub.CodeInvalid, "file.none").In("file")
	}
	file, _, err := v.FormFile("upload")
	if errors.Is(err, http.ErrMissingFile) {
		return nil, hub.E(hub.CodeInvalid, "file.none").In("file")
	}
	if err != nil {
		return nil, unread(err)
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return nil, unread(err)
	}
	return body, nil
}

// clipHush takes a recording down.
func (s *Station) clipHush(v *visit) error {
	clip, err := s.Desk.Clip(v.ctx(), v.who.Actor, v.form.ID("clip"))
	if err != nil {
		return err
	}
	out, err := s.Desk.Hush(v.ctx(), v.who.Actor, v.form.Request(), clip.ID)
	if err != nil {
		return err
	}
	return v.see("/say/clip/" + clip.Prompt + "?done=" + out.Commit.String())
}

// clipNear lends the worker's own recording to the other stations, or takes it back.
func (s *Station) clipNear(v *visit) error {
	id, lend := v.form.ID("lend"), true
	if id.IsZero() {
		id, lend = v.form.ID("keep"), false
	}
	clip, err := s.Desk.Clip(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	if _, err := s.Desk.Lend(v.ctx(), v.who.Actor, v.form.Request(), clip.ID, lend); err != nil {
		return err
	}
	return v.see("/say/clip/" + clip.Prompt)
}

// clipUndo puts back what was, whether a recording was taken down or came in anew.
func (s *Station) clipUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/say")
}
