package station

import (
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// Pages makes pictures of a PDF's pages.
type Pages interface {
	// Pages are JPEG, in their order. Errors: CodeNotFound slides.no-pdf, CodeInvalid slides.torn.
	Pages(ctx context.Context, pdf []byte) ([][]byte, error)
}

// mostPDF is the most bytes of a file that is looked at.
const mostPDF = 30 << 20

// mostSlides is how many pages a class shows (form class, field slides).
const mostSlides = 50

// pdfShow are the PDF files on the sticks that are in.
func (s *Station) pdfShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	return s.pdfList(v, file, nil)
}

func (s *Station) pdfList(v *visit, file desk.ClassFile, matter error) error {
	at := classAt(file.Class.ID) + "/slides"
	files, err := s.Box.Files(v.ctx(), ".pdf")
	if err != nil {
		return err
	}
	f := v.classFrame(file.Class, "U 盘里的 PDF")
	f.Back = at
	if matter != nil {
		f.Note = &page.Note{Icon: "i-warn", Text: inSentence(matter)}
	}
	p := page.Rows{Frame: f, Action: at + "/pdf", Prev: at, Empty: "把 PDF 放在 U 盘里，插上，再点开这一页。幻灯片先在电脑上另存成 PDF。"}
	for _, one := range files {
		p.Rows = append(p.Rows, page.Row{Icon: "i-stick", Bold: firstRunes(one.Name, 24), Small: one.Stick, Do: []page.Choice{{Value: one.Value, Text: "放上去"}}})
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), at+"/pdf")
	return v.render(p)
}

// pdfTake puts the pages of a file behind those that are there.
func (s *Station) pdfTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	slides, err := s.pdfSlides(v, file)
	if err == nil {
		return v.setSlides(file, slides)
	}
	switch hub.CodeOf(err) {
	case hub.CodeNotFound, hub.CodeInvalid, hub.CodeTooLarge:
		return s.pdfList(v, file, err)
	}
	return err
}

func (s *Station) pdfSlides(v *visit, file desk.ClassFile) ([]class.Slide, error) {
	if s.Pages == nil || s.Photos == nil {
		return nil, hub.E(hub.CodeNotFound, "slides.no-pdf")
	}
	body, err := s.Box.File(v.ctx(), v.form.Text("do"), mostPDF)
	if err != nil {
		return nil, err
	}
	pages, err := s.Pages.Pages(v.ctx(), body)
	if err != nil {
		return nil, err
	}
	slides := slices.Clone(file.Slides)
	for i, one := range pages {
		if len(slides) >= mostSlides {
			break
		}
		picture, err := s.Photos.Keep(v.ctx(), one)
		if err != nil {
			return nil, err
		}
		out, err := s.Desk.AddClassPhoto(v.ctx(), v.who.Actor, desk.ClassPicture{Request: hub.DeriveID("pdf", v.form.Request(), fmt.Sprint(i)), Class: file.Class.ID, What: "slide", Day: s.Desk.Today(), Minute: s.Desk.Minute(), Picture: picture})
		if err != nil {
			return nil, err
		}
		if len(out.Records) > 0 {
			slides = append(slides, class.Slide{Title: fmt.Sprintf("第 %d 页", i+1), Picture: out.Records[0]})
		}
	}
	return slides, nil
}
