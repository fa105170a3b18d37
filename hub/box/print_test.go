package box

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/print"
)

// A box keeps which printer was chosen and what is not on paper yet, through being
// switched off; then it comes out of a printer on the LAN, and nothing of it is left.
func TestBoxPrints(t *testing.T) {
	if _, err := print.FindFont(); err != nil {
		t.Skip("needs a font for Chinese: fonts-wqy-microhei")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	printed := make(chan int64, 1)
	go func() {
		if conn, err := l.Accept(); err == nil {
			n, _ := io.Copy(io.Discard, conn) // it ends when the box has said all
			printed <- n
		}
	}()

	data, by := t.TempDir(), hub.NewID()
	b, err := Open(t.Context(), Config{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.paper.Choose(t.Context(), print.Slip, print.Choice{Kind: print.Network, Where: l.Addr().String(), Width: print.Width58}); err != nil {
		t.Fatal(err)
	}
	id, err := b.paper.Add(t.Context(), by, print.Doc{Name: "回条", Paper: print.Slip, Blocks: []print.Block{{Kind: print.Lead, Text: "王小满"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	if b, err = Open(t.Context(), Config{Data: data}); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- b.paper.Run(ctx) }()
	state := func(want print.State) {
		t.Helper()
		for ctx.Err() == nil {
			if j, _ := b.paper.Job(id); j.State == want {
				return
			}
			time.Sleep(time.Millisecond)
		}
		j, _ := b.paper.Job(id)
		t.Fatalf("it is %+v, want %s", j, want)
	}
	state(print.Held)
	b.paper.Again(id, by)
	state(print.Done)
	if n := <-printed; n < 1000 {
		t.Errorf("the printer got %d bytes", n)
	}
	if left, err := b.local.Prints(ctx); err != nil || len(left) != 0 {
		t.Errorf("%d are kept, %v", len(left), err)
	}
	stop()
	<-done
}
