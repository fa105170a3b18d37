package box

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/kiosk/public"
	"yizhan/media/adpcm"
)

// listeners are those who follow a class by phone. What a family does there with its card
// the box writes down, in the class's name; nobody has signed in.
type listeners struct{ b *Box }

// actor writes for those who hold no PIN: with a family's rights, and no more.
func (l listeners) actor(ctx context.Context) (hub.Actor, error) {
	site, err := l.b.site(ctx)
	return hub.Actor{Site: site.ID, Role: hub.RoleFamily, Lane: l.b.Lane()}, err
}

// Who opens a card as far as a class needs it: nothing of the child is shown, and so no
// look is noted; that its family was there is.
func (l listeners) Who(ctx context.Context, figures string) (child hub.ID, nick string, err error) {
	id, recs, err := families(l).open(ctx, figures)
	if err != nil {
		return child, "", err
	}
	file, err := l.b.desk.CardFile(ctx, hub.Actor{Role: hub.RoleFamily, Lane: l.b.Lane()}, id, recs)
	if err != nil {
		return child, "", err
	}
	if nick = file.Child.Nick; nick == "" {
		nick = file.Child.Called()
	}
	return id, nick, nil
}

// Come notes a family; the same of it in the same class is one record however often its
// phone comes back.
func (l listeners) Come(ctx context.Context, class, child hub.ID, role string) error {
	actor, err := l.actor(ctx)
	if err != nil {
		return err
	}
	_, err = l.b.desk.ComeToClass(ctx, actor, desk.Came{Request: hub.DeriveID("class-here", child, class.String()+" "+role), Class: class, Child: child, Role: role, Way: "phone"})
	return err
}

// Present are the families who sit in the class that this box holds.
func (l listeners) Present(ctx context.Context, class hub.ID) (all []public.Present, err error) {
	actor, err := l.actor(ctx)
	if err != nil {
		return nil, err
	}
	here, err := l.b.desk.PresentAt(ctx, actor, class)
	for _, p := range here {
		all = append(all, public.Present(p))
	}
	return all, err
}

func (l listeners) Answer(ctx context.Context, request, class, child hub.ID, lesson string, answers []int) error {
	actor, err := l.actor(ctx)
	if err != nil {
		return err
	}
	_, err = l.b.desk.NoteQuiz(ctx, actor, desk.Answered{Request: request, Class: class, Lesson: lesson, Child: child, Answers: answers})
	return err
}

func (l listeners) Word(ctx context.Context, class, child hub.ID, rating int, question string) error {
	actor, err := l.actor(ctx)
	if err != nil {
		return err
	}
	_, err = l.b.desk.NoteWord(ctx, actor, desk.SaidOfClass{Request: hub.NewID(), Class: class, Child: child, Rating: rating, Question: question})
	return err
}

func (l listeners) Picture(ctx context.Context, class, id hub.ID) ([]byte, error) {
	if now, _ := l.b.class.Now(); !now.From.IsZero() && now.Class == class { // it lies at the neighbour's
		for i, slide := range now.Slides {
			if slide.Picture == id {
				body, _, err := l.b.nearby.Picture(ctx, i+1)
				return body, err
			}
		}
	}
	p, err := l.b.desk.SlidePhoto(ctx, class, id)
	if err != nil {
		return nil, err
	}
	return l.b.photos.Whole(p)
}

func (l listeners) Lessons() *lesson.Shelf { return l.b.desk.Lessons() }

// samples makes 16-bit samples of the sound of a box without an MP3 encoder.
func samples(frames []byte) (out []byte, err error) {
	var block []int16
	for ; len(frames) >= adpcm.BlockBytes; frames = frames[adpcm.BlockBytes:] {
		if block, err = adpcm.Decode(block[:0], frames[:adpcm.BlockBytes]); err != nil {
			return nil, err
		}
		for _, s := range block {
			out = binary.LittleEndian.AppendUint16(out, uint16(s))
		}
	}
	return out, nil
}

func (l listeners) LessonPhoto(of *lesson.Lesson, page int) (open func() ([]byte, error)) {
	if !l.b.packs.Page(of, page).Photo {
		return nil
	}
	return func() ([]byte, error) {
		f, _, err := l.b.packs.Open(of.Key, page, true)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(f)
		return body, errors.Join(err, f.Close())
	}
}

// Recordings are those of this box's sites whose sound is here.
func (l listeners) Recordings(ctx context.Context) (all []public.Recording, err error) {
	open, err := l.open(ctx)
	for _, one := range open {
		rec := one.Recording
		to := rec.To
		if to == 0 {
			to = rec.MS
		}
		heard := public.Recording{Class: one.Class.ID, Title: one.Class.Title, Day: one.Class.Day, Lasts: time.Duration(to-rec.From) * time.Millisecond}
		if file, err := l.b.desk.RecordedOf(ctx, one.Class.ID); err == nil { // without it the sound is there all the same
			for _, c := range desk.Played(file, rec.From, to) {
				heard.Chapters = append(heard.Chapters, public.Chapter{At: time.Duration(c.MS) * time.Millisecond, Title: l.b.desk.SlideTitle(file.Slides[c.Slide-1])})
			}
		}
		all = append(all, heard)
	}
	return all, err
}

func (l listeners) open(ctx context.Context) ([]desk.OpenRecording, error) {
	site, err := l.b.site(ctx)
	if err != nil {
		return nil, err
	}
	return l.b.desk.OpenRecordings(ctx, site.ID)
}

// Hear opens a recording that a worker has given to the families, and no other.
func (l listeners) Hear(ctx context.Context, class hub.ID) (public.Tape, error) {
	open, err := l.open(ctx)
	if err != nil {
		return public.Tape{}, err
	}
	for _, one := range open {
		if one.Class.ID != class {
			continue
		}
		body, mime, err := tapes{l.b.tapes}.Open(class, time.Duration(one.Recording.From)*time.Millisecond, time.Duration(one.Recording.To)*time.Millisecond)
		return public.Tape{ReadSeekCloser: body, MIME: mime}, err
	}
	return public.Tape{}, hub.E(hub.CodeNotFound, "class.no-recording")
}

func (l listeners) Heard(ctx context.Context, class, child hub.ID) (time.Duration, error) {
	was, err := l.b.desk.Position(ctx, child, class)
	return time.Duration(was.At) * time.Millisecond, err
}

// mostHeard is the most that counts as heard from one telling to the next: who skips ahead
// has not heard what lies between.
const mostHeard = 20_000 // ms

func (l listeners) Keep(ctx context.Context, class, child hub.ID, at time.Duration) error {
	actor, err := l.actor(ctx)
	if err != nil {
		return err
	}
	was, err := l.b.desk.Position(ctx, child, class)
	if err != nil {
		return err
	}
	now := int(at.Milliseconds())
	_, err = l.b.desk.KeepPosition(ctx, actor, desk.Listened{Request: hub.NewID(), Class: class, Child: child, At: now, Heard: was.Heard + max(0, min(now-was.At, mostHeard))})
	return err
}
