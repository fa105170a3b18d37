package station

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"html/template"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Photos takes pictures in and gives them out; the bytes lie beside the log.
type Photos interface {
	// Ticket lets one telephone send one picture to a worker's screen; Address is what it
	// opens, "" where none reaches this box. May is asked again before it sends.
	Ticket(staff hub.ID, may func(context.Context) error) hub.ID
	Address(ticket hub.ID) string
	// Sent is what came by it.
	Sent(staff, id hub.ID) (form.Picture, bool)
	// Keep makes of a file what is kept, until a record names it. Its errors are for people.
	Keep(ctx context.Context, file []byte) (form.Picture, error)
	// Whole is a picture's bytes; CodeNotFound where they are not here yet.
	Whole(p form.Picture) ([]byte, error)
	// Stand is how many photos and recordings lie where.
	Stand(ctx context.Context) (Stored, error)
}

func (s *Station) photoRoutes(mux *http.ServeMux) {
	if s.Photos == nil {
		return
	}
	mux.HandleFunc("GET /state/files", s.open(s.filesShow))
	mux.HandleFunc("GET /photo/{child}", s.open(s.photoSmall))
	mux.HandleFunc("GET /child/{child}/photo", s.signed(s.photoShow))
	mux.HandleFunc("POST /child/{child}/photo", s.signed(s.photoTake))
	mux.HandleFunc("GET /child/{child}/photo/whole", s.signed(s.photoWhole))
}

// childPeg is the picture by which a child is found: its photo, where the family wants one.
func childPeg(c care.Child) page.Peg {
	peg := page.PegOf(c.Peg, c.ID)
	if p, ok := c.Picture(); ok {
		peg.Picture = "/photo/" + c.ID.String() + "?" + hex.EncodeToString(p.Hash[:4])
	}
	return peg
}

// photoSmall is the small picture of a child, for the tiles of whoever stands at the
// screen: names and pictures are what the open 登记台 shows.
func (s *Station) photoSmall(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	p, err := s.Desk.Photo(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	return v.picture(p.Thumb)
}

// photoWhole is the picture itself.
func (s *Station) photoWhole(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	p, ok := file.Child.Picture()
	if !ok {
		return hub.E(hub.CodeNotFound, "photo.away")
	}
	body, err := s.Photos.Whole(p)
	if err != nil {
		return err
	}
	return v.picture(body)
}

func (v *visit) picture(body []byte) error {
	v.w.Header().Set("Content-Type", "image/jpeg")
	_, err := v.w.Write(body)
	return err
}

// small is a small picture as it stands in a page.
func small(p form.Picture) template.URL {
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(p.Thumb))
}

// photoCame is the picture that a phone has sent, for whoever asked for it.
func (s *Station) photoCame(v *visit) error {
	id, err := v.pathID("shot", "photo.none")
	if err != nil {
		return err
	}
	if s.Photos != nil {
		if came, ok := s.Photos.Sent(v.who.Actor.Staff, id); ok {
			return s.wholePicture(v, came, nil)
		}
	}
	return hub.E(hub.CodeNotFound, "photo.none")
}

// mostPhoto is the most bytes of a file that is looked at.
const mostPhoto = 17 << 20

// photoAsk is a screen that waits for a photo.
func (s *Station) photoAsk(v *visit, f page.Frame, ticket hub.ID) (page.PhotoAsk, error) {
	p := page.PhotoAsk{Frame: f, Shot: ticket.String(), Upload: phoneHost(v.Request) != ""}
	if _, ok := s.Photos.Sent(v.who.Actor.Staff, ticket); ok {
		p.Came = template.URL("/photo-sent/" + ticket.String())
	}
	if url := s.Photos.Address(ticket); url != "" {
		var err error
		if p.QR, err = page.QR(url, "手机扫这张图"); err != nil {
			return p, err
		}
	}
	files, err := s.Box.Files(v.ctx(), ".jpg", ".jpeg", ".png")
	for _, one := range files[:min(len(files), 6)] {
		p.Sticks = append(p.Sticks, page.Choice{Value: one.Value, Text: firstRunes(one.Name, 14)})
	}
	return p, err
}

// photoSent is the picture of a post: what came by the ticket, or a file. ok is false
// where none came and none was chosen.
func (s *Station) photoSent(v *visit) (p form.Picture, ok bool, err error) {
	if web.IsUpload(v.Request) {
		v.Body = http.MaxBytesReader(v.w, v.Body, mostPhoto)
		if err := v.ParseMultipartForm(mostPhoto); err != nil {
			return p, false, hub.E(hub.CodeInvalid, "photo.torn").In("file").Because(err)
		}
		if v.form, err = web.ParseForm(v.Request); err != nil {
			return p, false, err
		}
		file, _, err := v.FormFile("upload")
		if err != nil {
			return p, false, hub.E(hub.CodeInvalid, "photo.none").In("file").Because(err)
		}
		defer file.Close()
		body, err := io.ReadAll(file)
		if err != nil {
			return p, false, hub.E(hub.CodeInvalid, "photo.torn").In("file").Because(err)
		}
		p, err = s.Photos.Keep(v.ctx(), body)
		return p, err == nil, err
	}
	if name := v.form.Text("file"); name != "" {
		body, err := s.Box.File(v.ctx(), name, mostPhoto)
		if err != nil {
			return p, false, err
		}
		p, err = s.Photos.Keep(v.ctx(), body)
		return p, err == nil, err
	}
	p, ok = s.Photos.Sent(v.who.Actor.Staff, v.form.ID("shot"))
	return p, ok, nil
}
