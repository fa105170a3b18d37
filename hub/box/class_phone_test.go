package box

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/lesson"
	"yizhan/hub/trust"
	"yizhan/kiosk"
	"yizhan/kiosk/public"
	"yizhan/kiosk/touch"
	"yizhan/kiosk/web"
	"yizhan/media/mp3"
)

// tones is a microphone that hears a tone each second, of another pitch each: who hears
// one knows when it was sung.
type tones struct {
	class.Sound
	began time.Time
	mu    sync.Mutex
	ears  map[*toneEar]bool
}

type toneEar struct {
	of *tones
	in chan []byte
}

const (
	toneLasts = 0.2 // seconds
	tonePitch = 500 // Hz, of the first
	toneStep  = 100
	tonesMost = 12
)

// sing encodes in its own time until ctx ends.
func (o *tones) sing(ctx context.Context, t *testing.T) {
	enc, err := mp3.NewEncoder()
	if err != nil {
		t.Skip("NOT TESTED: ", err)
	}
	go func() {
		defer enc.Close()
		samples := make([]int16, mp3.FrameSamples)
		for frame := 0; ctx.Err() == nil; frame++ {
			for i := range samples {
				at := float64(frame*mp3.FrameSamples+i) / mp3.Rate
				samples[i] = 0
				if _, in := math.Modf(at); in < toneLasts {
					samples[i] = int16(12000 * math.Sin(2*math.Pi*pitchOf(int(at))*at))
				}
			}
			time.Sleep(time.Until(o.began.Add(time.Duration(frame+1) * 36 * time.Millisecond)))
			if made, err := enc.Encode(samples); err == nil && len(made) > 0 {
				o.tell(made)
			}
		}
	}()
}

func pitchOf(second int) float64 { return tonePitch + float64(second%tonesMost*toneStep) }

func (o *tones) tell(frames []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for e := range o.ears {
		select {
		case e.in <- slices.Clone(frames):
		default: // it loses some
		}
	}
}

func (o *tones) Begin(hub.ID) error { return nil }
func (o *tones) State() class.SoundState {
	return class.SoundState{Format: class.Format{MIME: "audio/mpeg", Bytes: mp3.FrameBytes, Lasts: 36 * time.Millisecond}}
}

func (o *tones) Listen() (class.Listener, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	e := &toneEar{o, make(chan []byte, 64)}
	o.ears[e] = true
	return e, nil
}

func (e *toneEar) Next(ctx context.Context) ([]byte, int, error) {
	select {
	case b := <-e.in:
		return b, 0, nil
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
}

func (e *toneEar) Close() {
	e.of.mu.Lock()
	defer e.of.mu.Unlock()
	delete(e.of.ears, e)
}

// oneClass is a desk with a class to open.
type oneClass struct{ class.Desk }

func (oneClass) OpenClass(_ context.Context, _ hub.Actor, _, of hub.ID) (class.Plan, hub.Outcome, error) {
	p := class.Plan{Class: of, Title: "满六个月，加辅食"}
	for n := range 4 {
		p.Slides = append(p.Slides, class.Slide{Lesson: "feed-6", Page: n + 1})
	}
	return p, hub.Outcome{}, nil
}

// nobodyKept are families of whom nothing is kept.
type nobodyKept struct{ public.Families }

func (nobodyKept) Lessons() *lesson.Shelf                                 { return lesson.Shipped() }
func (nobodyKept) LessonPhoto(*lesson.Lesson, int) func() ([]byte, error) { return nil }
func (nobodyKept) Present(context.Context, hub.ID) ([]public.Present, error) {
	return nil, nil
}
func (nobodyKept) Recordings(context.Context) ([]public.Recording, error) {
	return nil, nil
}

// airwave is a listener that can be cut: who is connected is torn off, nobody gets in.
type airwave struct {
	t    *testing.T
	addr string
	h    http.Handler
	mu   sync.Mutex
	srv  *http.Server
}

func (w *airwave) up() {
	w.t.Helper()
	var l net.Listener
	var err error
	for range 100 { // the kernel may still hold the port
		if l, err = net.Listen("tcp", w.addr); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.addr = l.Addr().String()
	srv := &http.Server{Handler: w.h}
	var conns sync.Map
	srv.ConnState = func(c net.Conn, _ http.ConnState) { conns.Store(c, true) }
	w.mu.Lock()
	w.srv = srv
	w.mu.Unlock()
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			w.t.Error(err)
		}
		conns.Range(func(c, _ any) bool { _ = c.(net.Conn).Close(); return true }) // WebSockets too
	}()
}

func (w *airwave) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	_ = w.srv.Close() // what it says does not matter
}

// hearing tells a page's script to write down what it plays: at which moment of the wall,
// how many samples, whether they follow the ones before without a gap, and each tone.
const hearing = `
	window.heard = { parts: 0, seams: 0, samples: 0, tones: [] };
	let end = 0, silent = 0, tone = null;
	window.listenTo = (d, rate, wall) => {
		for (let i = 0; i < d.length; i++) {
			if (tone) {
				if ((d[i] >= 0) !== tone.up) { tone.up = d[i] >= 0; tone.turns++; }
				if (++tone.n >= rate / 10) { heard.tones.push({ at: tone.at, pitch: tone.turns * 5 }); tone = null; silent = 0; }
			} else if (Math.abs(d[i]) > 0.1) {
				if (silent > rate / 3) tone = { at: wall + 1000 * i / rate, n: 0, turns: 0, up: d[i] >= 0 };
				silent = 0;
			} else silent++;
		}
	};
	const start = AudioBufferSourceNode.prototype.start;
	AudioBufferSourceNode.prototype.start = function (when) {
		const c = this.context, d = this.buffer.getChannelData(0);
		if (heard.parts++ && Math.abs(when - end) > 1e-6) heard.seams++;
		end = when + d.length / this.buffer.sampleRate;
		heard.samples += d.length;
		listenTo(d, this.buffer.sampleRate, Date.now() + 1000 * (when - c.currentTime));
		return start.call(this, when);
	};
	window.plainly = () => {
		const c = new AudioContext(), from = c.createMediaElementSource(document.querySelector("#plain")), tap = c.createScriptProcessor(1024, 1, 1);
		tap.onaudioprocess = (e) => listenTo(e.inputBuffer.getChannelData(0), c.sampleRate, Date.now());
		from.connect(tap);
		tap.connect(c.destination);
		window.kept = [c, from, tap];
	};`

type heardTone struct{ At, Pitch float64 }

// late is how long after it was sung each tone is heard; what is no tone is none.
func (o *tones) late(heard []heardTone) (ms []float64) {
	for _, h := range heard {
		for n := range 120 {
			sung := float64(o.began.UnixMilli()) + float64(n)*1000
			if late := h.At - sung; math.Abs(h.Pitch-pitchOf(n)) < toneStep/2 && late > -50 && late < tonesMost*1000-500 {
				ms = append(ms, math.Round(late))
			}
		}
	}
	return ms
}

// A phone on the station's Wi-Fi, which to its browser is no safe place: it comes in by the
// picture on the screen, sees every slide, hears every tone without a gap, is back by
// itself after the Wi-Fi was gone, and follows where no WebSocket passes.
func TestAClassOnAPhone(t *testing.T) {
	t.Parallel()
	chromium := touch.Chromium(t, phonesName)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	sound := &tones{began: time.Now(), ears: map[*toneEar]bool{}}
	sound.sing(ctx, t)
	room := class.New(oneClass{}, sound, &stillClock{at: time.Now()})
	of := hub.NewID()
	if _, err := room.Open(ctx, hub.Actor{}, hub.NewID(), of); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	pages := kiosk.Phones(&public.Public{Class: room, Families: nobodyKept{}, Log: log}, web.OwnHosts(phonesName), log)
	var blocked atomic.Bool
	air := &airwave{t: t, addr: "127.0.0.1:0", h: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if blocked.Load() && r.Header.Get("Upgrade") != "" {
			http.Error(w, "", http.StatusForbidden)
			return
		}
		pages.ServeHTTP(w, r)
	})}
	air.up()
	defer air.cut()
	_, port, _ := net.SplitHostPort(air.addr)
	base := "http://" + net.JoinHostPort(phonesName, port)
	turn := func(n int) {
		if err := room.Turn(n); err != nil {
			t.Fatal(err)
		}
	}
	page := func(n int) string { return fmt.Sprintf("第 %d 页，共 4 页", n) }

	locked := chromium.Screen(t, base, 360, 740)
	locked.Open("/c#" + class.Code(of)).See("您是谁").Run(hearing).TouchOnly(`[data-value=""]`).See(page(1)).Shot("slide").TouchOnly("#locked").Run("plainly()")

	s := chromium.Screen(t, base, 360, 740)
	s.Open("/c").See("上课的四个数字").Shot("code")
	for _, k := range class.Code(of) {
		s.TouchOnly(fmt.Sprintf(`[data-key="%c"]`, k))
	}
	s.See("您是谁").Shot("who").TouchOnly(`[data-value=mother]`).See(page(1), "不出声").Run(hearing)
	if touch.Ask[bool](s, "isSecureContext") || strings.Contains(touch.Ask[string](s, "location.href"), "#") {
		t.Error("it is a safe place, or the address says the figures")
	}
	s.TouchOnly("#listen").See("正在听")
	turn(2)
	s.See(page(2)).TouchOnly("[data-do=hand]").See("举着手").Shot("hand")
	if now, _ := room.Now(); len(now.Hands) != 1 || now.Guests != 2 {
		t.Errorf("%d hands of %d phones", len(now.Hands), now.Guests)
	}
	s.Until("heard.tones.length >= 3")
	late := sound.late(touch.Ask[[]heardTone](s, "heard.tones"))
	t.Logf("over a WebSocket tones are heard %v ms late, seams %d", late, touch.Ask[int](s, "heard.seams"))
	if len(late) < 3 || slices.Max(late) > 2000 {
		t.Errorf("tones are heard %v ms late", late)
	}
	if seams, parts := touch.Ask[int](s, "heard.seams"), touch.Ask[int](s, "heard.parts"); parts < 10 || seams > parts/5 {
		t.Errorf("%d seams among %d parts", seams, parts)
	}

	air.cut()
	s.See("连回去").Shot("away")
	turn(3)
	time.Sleep(20 * time.Second) // so long somebody walks out of the Wi-Fi, or its box starts anew
	s.SeeNot(page(3))
	air.up()
	const near = `!document.documentElement.innerText.includes("连回去")`
	s.See(page(3)).Until(near).Run("heard.tones.length = 0").Until("heard.tones.length > 0").See("正在听")
	blocked.Store(true)
	air.cut()
	air.up()
	turn(4)
	s.See(page(4)).Open("/c").See(page(4), "举手").Until(near) // who was away so long has her hand down
	turn(1)
	s.See(page(1)).SeeNot("连回去")

	locked.Until("heard.tones.length >= 1")
	late = sound.late(touch.Ask[[]heardTone](locked, "heard.tones"))
	t.Logf("from a plain stream tones are heard %v ms late", late)
	if len(late) == 0 {
		t.Error("a locked phone hears no tone")
	}
}

// A class is held in one village and heard on a phone in the next: over Serf, a link, one
// stream, the neighbour's Wi-Fi. Its slides turn in step, its tones come without a gap, and
// after the link was cut they come again.
func TestAClassNextDoorOnAPhone(t *testing.T) {
	t.Parallel()
	chromium := touch.Chromium(t, phonesName)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	sound := &tones{began: time.Now(), ears: map[*toneEar]bool{}}
	sound.sing(ctx, t)
	st := newStreet(t, "西火站", "东掌站")
	a, b := st.open[0], st.open[1]
	a.class = class.New(a.desk, sound, a.cfg.Clock)
	watched := make(chan struct{})
	go func() { defer close(watched); _ = b.nearby.run(ctx) }()
	defer func() { stop(); <-watched }()
	of := st.plan(0, "both")
	if _, err := a.class.Open(ctx, st.teacher(0), hub.NewID(), of); err != nil {
		t.Fatal(err)
	}
	st.eventually("the neighbour follows", func() bool { return b.nearby.Join(ctx, of) == nil })

	air := &airwave{t: t, addr: "127.0.0.1:0", h: kiosk.Phones(&public.Public{Class: b.class, Families: listeners{b}, Log: b.cfg.Log}, web.OwnHosts(phonesName), b.cfg.Log)}
	air.up()
	defer air.cut()
	_, port, _ := net.SplitHostPort(air.addr)
	s := chromium.Screen(t, "http://"+net.JoinHostPort(phonesName, port), 360, 740)
	s.Open("/c#" + class.Code(of)).See("您是谁").Run(hearing).TouchOnly(`[data-value=mother]`).See("第 1 页，共 2 页").TouchOnly("#listen").See("正在听")
	if err := a.class.Turn(2); err != nil {
		t.Fatal(err)
	}
	s.See("第 2 页，共 2 页", "一样一样加").Until("heard.tones.length >= 3")
	late := sound.late(touch.Ask[[]heardTone](s, "heard.tones"))
	t.Logf("next door tones are heard %v ms late, seams %d", late, touch.Ask[int](s, "heard.seams"))
	if len(late) < 3 {
		t.Errorf("tones are heard %v ms late", late)
	}
	if seams, parts := touch.Ask[int](s, "heard.seams"), touch.Ask[int](s, "heard.parts"); parts < 10 || seams > parts/5 {
		t.Errorf("%d seams among %d parts", seams, parts)
	}

	a.net.link.Load().Close() // the link is cut, and nobody can call
	st.eventually("it is noticed", func() bool { now, ok := b.nearby.Now(); return ok && now.Lost })
	if err := a.class.Turn(1); err != nil {
		t.Fatal(err)
	}
	cert, _ := a.trust.Certificate()
	server, client, err := trust.TLS(a.trust.Identity(), cert.Raw, a.trust.Members().Meet)
	st.must(err)
	again := a.newLink(server, client)
	t.Cleanup(func() { again.Close() })
	a.net.link.Store(again)
	s.See("第 1 页，共 2 页").Run("heard.tones.length = 0").Until("heard.tones.length > 0")
}
