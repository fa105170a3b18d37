package county

import (
	"context"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Photos takes pictures in and gives them out; the bytes lie beside the log.
type Photos interface {
	// Keep makes of a file what is kept, until a record names it. Its errors are for people.
	Keep(ctx context.Context, file []byte) (form.Picture, error)
	// Whole is a picture's bytes; CodeNotFound where they are not here yet.
	Whole(p form.Picture) ([]byte, error)
}

// mostPhoto is the most bytes of a file that is looked at.
const mostPhoto = 17 << 20

// casePicture is the case of the path and its field that holds a picture.
func (v *visit) casePicture() (f desk.CaseFile, field *form.Field, err error) {
	if f, err = v.caseFile(); err != nil {
		return f, nil, err
	}
	field, ok := f.Def.Field(v.PathValue("field"))
	if !ok || field.Type != form.Photo || v.c.Photos == nil {
		err = hub.E(hub.CodeNotFound, "county.no-page")
	}
	return f, field, err
}

// casePhoto is a picture whole. Who opened it is noted.
func casePhoto(v *visit) error {
	f, field, err := v.casePicture()
	if err != nil {
		return err
	}
	p, ok := form.PictureOf(f.Record.Fields[field.No])
	if !ok {
		return hub.E(hub.CodeNotFound, "photo.away")
	}
	v.c.Doors.Looked(v.who.Actor, f.Record.Subject, "page")
	body, err := v.c.Photos.Whole(p)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "image/jpeg")
	_, err = v.w.Write(body)
	return err
}

// casePhotoTake puts a picture with a case; what is wrong with a file is said on the case's
// own page.
func casePhotoTake(v *visit) error {
	f, field, err := v.casePicture()
	if err != nil {
		return err
	}
	err = v.photoTaken(f, field)
	if err == nil {
		return v.see(caseAt(f.Def.Kind, f.Record.ID))
	}
	say := firstFault(page.Faults(err))
	if hub.CodeOf(err) != hub.CodeInvalid || say == "" {
		return err
	}
	p, perr := v.casePage(f)
	if perr != nil {
		return perr
	}
	p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: say}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// photoTaken keeps the file that was sent, and names it in the case.
func (v *visit) photoTaken(f desk.CaseFile, field *form.Field) (err error) {
	v.Body = http.MaxBytesReader(v.w, v.Body, mostPhoto)
	if !web.IsUpload(v.Request) || v.ParseMultipartForm(mostPhoto) != nil {
		return hub.E(hub.CodeInvalid, "photo.torn")
	}
	if v.form, err = web.ParseForm(v.Request); err != nil {
		return err
	}
	file, _, err := v.FormFile("upload")
	if err != nil {
		return hub.E(hub.CodeInvalid, "photo.none").Because(err)
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return hub.E(hub.CodeInvalid, "photo.torn").Because(err)
	}
	picture, err := v.c.Photos.Keep(v.ctx(), body)
	if err == nil {
		_, err = v.c.Desk.Fill(v.ctx(), v.who.Actor, desk.Sheet{Request: v.form.Request(), Kind: f.Def.Kind, Record: f.Record.ID,
			Values: form.Values{field.Name: picture.Value()}, Sure: true})
	}
	return err
}
