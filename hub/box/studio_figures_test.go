package box

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"net"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/media"
	"yizhan/media/device"
)

// teacher is a sound child in this process, before whose microphone somebody whistles.
func teacher(ctx context.Context) (media.Child, error) {
	toChild, in := io.Pipe()
	out, fromChild := io.Pipe()
	go func() {
		_ = device.Serve(toChild, fromChild, func(uint32, func([]byte), func()) error { return device.NoDevice },
			func(rate uint32, hear func([]byte), _ func()) error {
				go func() {
					at, buffer := 0, make([]byte, 2*rate/10)
					for range time.Tick(100 * time.Millisecond) {
						if ctx.Err() != nil {
							return
						}
						for i := 0; i < len(buffer); i += 2 {
							v := 10000 * math.Sin(2*math.Pi*700*float64(at)/float64(rate))
							binary.LittleEndian.PutUint16(buffer[i:], uint16(int16(v)))
							at++
						}
						hear(buffer)
					}
				}()
				return nil
			})
		fromChild.Close()
	}()
	return media.Child{Writer: in, Reader: out, Close: func() { in.Close(); out.Close(); toChild.Close() }}, nil
}

// BenchmarkClass is half a minute of a class, heard by fifty over connections of their own
// and by one who has stopped to read, while children are registered at the same box: how
// many frames the fifty lost, how long the slowest registrations took, and what of the
// memory is the class's.
func BenchmarkClass(b *testing.B) {
	box, err := Open(b.Context(), Config{Data: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer box.Close()
	made, err := box.desk.SetUp(b.Context(), hub.Actor{Role: hub.RoleBox, Lane: hub.LaneLocal}, desk.Setup{
		Request:   hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: "柳沟站", Role: "station", Kinds: []string{"village"}, Township: "140404103", TownshipName: "西火镇"},
		Worker:    desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	if err != nil {
		b.Fatal(err)
	}
	head := hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: hub.LaneLocal}
	registered := 0
	register := func(n int, every time.Duration) (took []time.Duration) {
		for range n {
			registered++
			began := time.Now()
			if _, err := box.desk.Register(b.Context(), head, desk.Registration{
				Request: hub.NewID(), Name: fmt.Sprint("王", registered), Sex: "2", Birth: "2025-03-12", Category: "home", VillageName: "南董村", Site: head.Site, Surely: true,
			}); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
			time.Sleep(every)
		}
		slices.Sort(took)
		return took
	}
	register(50, 0) // what a box keeps of its children anyway
	for b.Loop() {
		alone := register(50, 100*time.Millisecond)
		before := held()
		c := hearClass(b, box, 50)
		beside := register(250, 100*time.Millisecond)
		most := held()
		frames, lost, missed := c.end()
		if lost > 0 {
			b.Errorf("%d frames of %d were lost", lost, 50*frames)
		}
		b.ReportMetric(float64(frames), "frames")
		b.ReportMetric(float64(lost), "lost")
		b.ReportMetric(float64(missed), "missed-by-the-stalled")
		b.ReportMetric(float64(alone[len(alone)*95/100].Microseconds())/1000, "p95-ms-alone")
		b.ReportMetric(float64(beside[len(beside)*95/100].Microseconds())/1000, "p95-ms-beside")
		b.ReportMetric(float64(most-before)/(1<<20), "MiB")
	}
}

// held is what of the heap is in use.
func held() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// audience is who hears a class over connections.
type audience struct {
	studio *media.Studio
	bytes  int // of a frame
	stop   func()
	all    sync.WaitGroup

	mu                   sync.Mutex
	frames, lost, missed int
}

func hearClass(b *testing.B, box *Box, ears int) *audience {
	keep := box.tapes
	c := &audience{studio: media.NewStudio(media.NewMicrophone(teacher, box.cfg.Log), box.loud.Speaker, keep, ears+1, box.cfg.Log)}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.studio.Run(ctx) }()
	c.stop = func() { cancel(); <-ended }
	if err := c.studio.Begin(hub.NewID()); err != nil {
		b.Fatal(err)
	}
	c.bytes = c.studio.State().Format.Bytes
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { server.Close() })
	for i := range ears + 1 {
		far, err := net.Dial("tcp", server.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		near, err := server.Accept()
		if err != nil {
			b.Fatal(err)
		}
		if i == ears { // it never reads: its connection fills, and stays so
			_ = near.(*net.TCPConn).SetWriteBuffer(4096)
			_ = far.(*net.TCPConn).SetReadBuffer(4096)
			b.Cleanup(func() { far.Close(); near.Close() })
		} else {
			go func() { _, _ = io.Copy(io.Discard, far); far.Close() }()
		}
		c.all.Go(func() { c.hear(b, near, i == ears) })
	}
	return c
}

// hear sends one listener what is said.
func (c *audience) hear(b *testing.B, to net.Conn, stalled bool) {
	defer to.Close()
	l, err := c.studio.Listen()
	if err != nil {
		b.Error(err)
		return
	}
	defer l.Close()
	frames, lost := 0, 0
	for {
		got, passed, err := l.Next(b.Context())
		if err != nil {
			break
		}
		frames, lost = frames+len(got)/c.bytes, lost+passed
		if stalled {
			_ = to.SetWriteDeadline(time.Now().Add(10 * time.Second))
		}
		if _, err := to.Write(got); err != nil && !stalled {
			b.Error(err)
			break
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if stalled {
		c.missed = lost
	} else {
		c.frames, c.lost = frames, c.lost+lost
	}
}

func (c *audience) end() (frames, lost, missed int) {
	c.studio.End()
	c.all.Wait()
	c.stop()
	return c.frames, c.lost, c.missed
}
