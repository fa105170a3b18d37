package station

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// classRoutes are 妈妈课堂: its year, a class before, while and after it is held. A slide
// alone stands open: it is what everybody in the room looks at.
func (s *Station) classRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /class", s.signed(s.classList))
	mux.HandleFunc("POST /class", s.signed(s.classListDo))
	mux.HandleFunc("POST /class/undo", s.signed(s.classListUndo))
	mux.HandleFunc("GET /plan/year/{year}", s.signed(s.classYear))
	mux.HandleFunc("POST /plan/year/{year}", s.signed(s.classYearPlan))
	mux.HandleFunc("GET /plan", s.signed(s.planBegin))
	mux.HandleFunc("GET /plan/all", s.signed(s.planShow))
	mux.HandleFunc("POST /plan/all", s.signed(s.planKeep))
	mux.HandleFunc("GET /plan/{step}", s.signed(s.planAsk))
	mux.HandleFunc("POST /plan/{step}", s.signed(s.planTake))
	mux.HandleFunc("GET /class/{class}", s.signed(s.classShow))
	mux.HandleFunc("POST /class/{class}/undo", s.signed(s.classUndo))
	mux.HandleFunc("GET /class/{class}/off", s.signed(s.classOffAsk))
	mux.HandleFunc("POST /class/{class}/off", s.signed(s.classOff))
	mux.HandleFunc("GET /class/{class}/told", s.signed(s.toldShow))
	mux.HandleFunc("POST /class/{class}/told", s.signed(s.toldTake))
	mux.HandleFunc("GET /class/{class}/told/{child}", s.signed(s.toldCall))
	mux.HandleFunc("POST /class/{class}/told/{child}", s.signed(s.toldSaid))
	mux.HandleFunc("GET /class/{class}/aloud", s.signed(s.toldAloud))
	mux.HandleFunc("GET /class/{class}/notice", s.signed(s.noticeShow))
	mux.HandleFunc("POST /class/{class}/notice", s.signed(s.noticeTake))
	mux.HandleFunc("GET /class/{class}/slides", s.signed(s.slidesShow))
	mux.HandleFunc("POST /class/{class}/slides", s.signed(s.slidesTake))
	mux.HandleFunc("GET /class/{class}/slides/lesson", s.signed(s.slidesLesson))
	mux.HandleFunc("POST /class/{class}/slides/lesson", s.signed(s.slidesFromLesson))
	mux.HandleFunc("GET /class/{class}/slides/text", s.signed(s.slidesText))
	mux.HandleFunc("POST /class/{class}/slides/text", s.signed(s.slidesWrite))
	mux.HandleFunc("GET /class/{class}/slides/pdf", s.signed(s.pdfShow))
	mux.HandleFunc("POST /class/{class}/slides/pdf", s.signed(s.pdfTake))
	mux.HandleFunc("GET /class/{class}/start", s.signed(s.startShow))
	mux.HandleFunc("POST /class/{class}/start", s.signed(s.startTake))
	mux.HandleFunc("GET /class/live", s.signed(s.liveShow))
	mux.HandleFunc("POST /class/live", s.signed(s.liveTake))
	mux.HandleFunc("GET /class/show", s.open(s.slideShow))
	mux.HandleFunc("POST /class/turn", s.signed(s.showTurn))
	mux.HandleFunc("GET /class/{class}/here", s.signed(s.hereShow))
	mux.HandleFunc("POST /class/{class}/here", s.signed(s.hereTake))
	mux.HandleFunc("POST /class/{class}/card", s.signed(s.hereCard))
	mux.HandleFunc("GET /class/{class}/here/{child}", s.signed(s.hereOne))
	mux.HandleFunc("POST /class/{class}/here/{child}", s.signed(s.hereChange))
	mux.HandleFunc("GET /class/{class}/here/{child}/sign", s.signed(s.hereSign))
	mux.HandleFunc("POST /class/{class}/here/{child}/sign", s.signed(s.hereSigned))
	mux.HandleFunc("GET /class/{class}/guest", s.signed(s.guestAsk))
	mux.HandleFunc("POST /class/{class}/guest", s.signed(s.guestTake))
	mux.HandleFunc("GET /class/{class}/guest/{role}", s.signed(s.guestAsk))
	mux.HandleFunc("POST /class/{class}/guest/{role}", s.signed(s.guestTake))
	mux.HandleFunc("GET /class/{class}/signed/{here}", s.signed(s.guestSign))
	mux.HandleFunc("POST /class/{class}/signed/{here}", s.signed(s.guestSigned))
	mux.HandleFunc("GET /class/{class}/heads", s.signed(s.headsAsk))
	mux.HandleFunc("POST /class/{class}/heads", s.signed(s.headsTake))
	mux.HandleFunc("GET /class/{class}/ledger/{step}", s.signed(s.ledgerShow))
	mux.HandleFunc("POST /class/{class}/ledger/{step}", s.signed(s.ledgerTake))
	mux.HandleFunc("GET /class/{class}/absent", s.signed(s.absentClass))
	mux.HandleFunc("GET /class/{class}/paper", s.signed(s.classPapers))
	mux.HandleFunc("POST /class/{class}/paper", s.signed(s.classPrint))
	mux.HandleFunc("GET /class/{class}/code", s.signed(s.codeShow))
	mux.HandleFunc("POST /class/{class}/code", s.signed(s.codePrint))
	mux.HandleFunc("GET /class/{class}/wifi", s.signed(s.wifiShow))
	mux.HandleFunc("POST /class/{class}/wifi", s.signed(s.wifiTake))
	if s.Photos != nil {
		mux.HandleFunc("GET /class/{class}/photo", s.signed(s.classPhotoAsk))
		mux.HandleFunc("POST /class/{class}/photo", s.signed(s.classPhotoTake))
		mux.HandleFunc("GET /class/{class}/photo/{photo}", s.signed(s.classPhotoShow))
		mux.HandleFunc("GET /class-photo/{photo}", s.signed(s.classPhoto))
		mux.HandleFunc("GET /photo-sent/{shot}", s.signed(s.photoCame))
		mux.HandleFunc("GET /class-slide/{photo}", s.open(s.slidePhoto))
	}
	mux.HandleFunc("GET /class/{class}/sound", s.signed(s.soundOfClass))
	mux.HandleFunc("POST /class/{class}/sound", s.signed(s.soundAct))
	mux.HandleFunc("GET /class/{class}/sound/file", s.signed(s.soundFile))
	s.airRoutes(mux)
	mux.HandleFunc("GET /replay", s.signed(s.replayList))
	mux.HandleFunc("GET /replay/{class}", s.signed(s.replayWho))
	mux.HandleFunc("POST /replay/{class}", s.signed(s.replayCard))
	mux.HandleFunc("GET /replay/{class}/hear", s.signed(s.replayHear))
	mux.HandleFunc("POST /replay/{class}/at", s.signed(s.replayAt))
}

func classAt(id hub.ID) string { return "/class/" + id.String() }

// class is the one of the path.
func (v *visit) class() (desk.ClassFile, error) {
	id, err := v.pathID("class", "class.gone")
	if err != nil {
		return desk.ClassFile{}, err
	}
	return v.s.Desk.ClassFile(v.ctx(), v.who.Actor, id)
}

// classFrame is what the pages of a class have around them.
func (v *visit) classFrame(c care.Class, title string) page.Frame {
	f := v.frame(title)
	f.Hint, f.Back = v.s.whenAndWhat(c), classAt(c.ID)
	return f
}

// whenAndWhat is a class in one line: 11月25日 星期三 15:00 · 六个月，加辅食.
func (s *Station) whenAndWhat(c care.Class) string { return joinFacts(s.classWhen(c), c.Title) }

func (s *Station) classWhen(c care.Class) string {
	when := calendar.DateWeek(c.Day, s.Desk.Today())
	if c.Start >= 0 {
		when += " " + clock(c.Start)
	}
	return when
}

// labelOf is a choice of a field as its form says it.
func (s *Station) labelOf(kind hub.Kind, field, code string) string {
	f, ok := s.field(kind, field)
	if !ok || code == "" {
		return ""
	}
	return f.LabelOf(code)
}

// audience says whom a class is for.
func (s *Station) audience(c care.Class) string {
	return audienceWord(c.Kind, c.From, c.To)
}

// classTabs are the ways from one part of 妈妈课堂 to another.
func classTabs(now string) (out []page.Choice) {
	for _, t := range []page.Choice{{Value: "/class", Text: "今年的课"}, {Value: "/lesson?of=mothers", Text: "课文"}, {Value: "/lesson?of=pregnancy", Text: "孕期课文"}, {Value: "/replay", Text: "回放"}} {
		t.On = strings.HasPrefix(now, t.Value) && (t.Value != "/class" || now == "/class")
		out = append(out, t)
	}
	return out
}
