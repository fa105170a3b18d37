package main

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

func TestProxyCountsBothWaysAndCuts(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { // whoever is called answers each byte with three
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for one := make([]byte, 1); ; {
					if _, err := io.ReadFull(c, one); err != nil {
						return
					}
					_, _ = c.Write([]byte("abc")) // the reader sees what is missing
				}
			}()
		}
	}()
	wire, err := newProxy(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer wire.close()
	c, err := net.Dial("tcp", wire.address())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	answer := make([]byte, 15)
	if _, err := c.Write([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if n, err := c.Read(answer); err == nil || wire.carried() > 0 {
		t.Fatalf("%d bytes came through a shut gate", n)
	}
	wire.open()
	_ = c.SetReadDeadline(time.Now().Add(time.Minute))
	if _, err := io.ReadFull(c, answer); err != nil {
		t.Fatal(err)
	}
	if there, back := wire.there.Load(), wire.back.Load(); there != 5 || back != 15 || wire.calls.Load() != 1 {
		t.Errorf("%d bytes there, %d back, %d calls; want 5, 15, 1", there, back, wire.calls.Load())
	}
	if !wire.quiet(0) || wire.quiet(time.Hour) {
		t.Error("it does not know when the last byte passed")
	}
	wire.cut()
	if n, err := c.Read(answer); err == nil {
		t.Errorf("%d bytes came over a connection that was cut", n)
	}
}

func TestJudge(t *testing.T) {
	in := "BenchmarkBurst-2  \t1\t3 ns/op\t20.5 s-after-burst\n" +
		"BenchmarkBulk/open-16 1 3 ns/op 179 B/record 26000 records/s\nok yizhan/mesh 3s\n"
	var out strings.Builder
	if err := judge(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		in,
		"| 20.5 s-after-burst | ≤ 20 | MISSED |",
		"| 26000 records/s | ≥ 25000 | reached |",
		"| 179 B/record | ≤ 180 | reached |",
		"| not measured | ≤ 60 s-heal | |",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestMedianTakesEachFigureByItself(t *testing.T) {
	m := median([]result{{took: 3, forward: 10}, {took: 1, forward: 30}, {took: 2, forward: 20}})
	if m.took != 2 || m.forward != 20 {
		t.Errorf("got %v and %d", m.took, m.forward)
	}
}
