package public

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/words"
)

// mpeg and wave are the sounds that browsers play by themselves.
const (
	mpeg = "audio/mpeg"
	wave = "audio/wav"
)

// soundRate is of all that a class sends, in samples a second.
const soundRate = 16000

// shape tells a page how frames are encoded.
type shape struct {
	MP3     bool `json:"mp3"`
	Bytes   int  `json:"bytes"`
	Samples int  `json:"samples"`
}

func shapeOf(f class.Format) shape {
	return shape{f.MIME == mpeg, f.Bytes, int(math.Round(f.Lasts.Seconds() * soundRate))}
}

// classSound sends a phone what is said, as whole frames. Where no more may listen the
// phone is told so, and goes on to show the slides.
func (p *Public) classSound(w http.ResponseWriter, r *http.Request) {
	line, one, _, done := p.wired(w, r)
	if one == nil {
		return
	}
	defer done()
	tell := func(v any) bool {
		raw, err := json.Marshal(v)
		return err == nil && line.send(websocket.TextMessage, raw) == nil
	}
	ctx, end := context.WithCancel(line.ctx)
	defer end()
	p.seats.hears(one, end)
	l, err := p.listen(one)
	if err != nil {
		tell(struct { // nothing more is said on this line
			Say string `json:"say"`
		}{p.sorry(err)})
		return
	}
	defer l.Close()
	if !tell(shapeOf(p.Class.Sound().State().Format)) {
		return
	}
	p.speak(ctx, line, l)
}

// speak sends what is said until there is no more; in a pause it says that the line is alive.
func (p *Public) speak(ctx context.Context, line wire, l class.Listener) {
	signed := time.Now()
	for {
		wait, stop := context.WithTimeout(ctx, signEvery)
		frames, _, err := l.Next(wait)
		stop()
		if ctx.Err() != nil || err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return // the phone is gone, or it is over
		}
		if len(frames) > 0 && line.send(websocket.BinaryMessage, frames) != nil {
			return
		}
		if time.Since(signed) < signEvery {
			continue
		}
		if signed = time.Now(); line.sign() != nil {
			return
		}
	}
}

// listen opens a phone's ear to the class that it follows.
func (p *Public) listen(one *seat) (class.Listener, error) {
	now := p.held()
	var chosen bool
	p.seats.with(one, func() { chosen = one.chosen })
	if now.State == class.None || now.Class != one.class || !chosen {
		return nil, hub.E(hub.CodeNotFound, "class.none")
	}
	return p.Class.Sound().Listen()
}

// sorry is why nothing is heard, in words.
func (p *Public) sorry(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok && words.Has(e.Key) {
		return words.Of(e)
	}
	p.Log.Error("a phone hears nothing", "cause", err)
	return words.Say("inclass.ear-broken")
}

// plays is how a browser that plays by itself is sent the class: as it is encoded, or where
// this box has no MP3 encoder as samples in a WAV file that does not end; "" not at all.
func (p *Public) plays() (ending string) {
	switch mime := p.Class.Sound().State().Format.MIME; {
	case mime == mpeg:
		return "mp3"
	case mime == wave && p.Samples != nil:
		return "wav"
	}
	return ""
}

// waveHead begins a WAV file of 16-bit samples whose length nobody knows: players take the
// greatest as that.
func waveHead() []byte {
	b := append([]byte("RIFF\xff\xff\xff\xffWAVEfmt "), 16, 0, 0, 0, 1, 0, 1, 0)
	b = binary.LittleEndian.AppendUint32(b, soundRate)
	b = binary.LittleEndian.AppendUint32(b, soundRate*2)
	return append(b, 2, 0, 16, 0, 'd', 'a', 't', 'a', 0xff, 0xff, 0xff, 0xff)
}

// classPlain is the sound as a browser plays it by itself, also behind a locked screen. A
// player may ask for its first two bytes first: it gets the stream, and is content.
func (p *Public) classPlain(w http.ResponseWriter, r *http.Request, ending string) {
	one, ok := p.seats.byEar(r.URL.Query().Get("e"))
	if !ok || p.Class == nil || ending != p.plays() {
		http.NotFound(w, r)
		return
	}
	wav := ending == "wav"
	ctx, end := context.WithCancel(r.Context())
	defer end()
	p.seats.hears(one, end)
	l, err := p.listen(one)
	if err != nil {
		http.Error(w, p.sorry(err), http.StatusServiceUnavailable)
		return
	}
	defer l.Close()
	gone, ok := p.seats.line(one, func() { p.away(one) })
	if !ok {
		http.Error(w, "", http.StatusTooManyRequests)
		return
	}
	defer gone()
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{}) // the listener's own would end it in the middle
	w.Header().Set("Content-Type", mpeg)
	if wav {
		w.Header().Set("Content-Type", wave)
		_, _ = w.Write(waveHead()) // whether it stays, the first frame says
	}
	_ = out.Flush() // a player learns at once that it was right; whether it stays, the first frame says
	for {
		frames, _, err := l.Next(ctx)
		if err != nil {
			if !errors.Is(err, io.EOF) && ctx.Err() == nil {
				p.Log.Error("a class's sound ended", "cause", err)
			}
			return
		}
		if wav {
			if frames, err = p.Samples(frames); err != nil {
				p.Log.Error("a class's sound could not be decoded", "cause", err)
				return
			}
		}
		_ = out.SetWriteDeadline(time.Now().Add(sendMost)) // without it the listener's own stands
		if _, err := w.Write(frames); err != nil || out.Flush() != nil {
			return
		}
	}
}
