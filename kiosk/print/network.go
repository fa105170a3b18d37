package print

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"time"

	"yizhan/hub"
)

// rawPort is where printers take dots as they are.
const rawPort = 9100

// answerTime is how long a printer may take to say how it is; many never do.
const answerTime = 700 * time.Millisecond

// dialTime is how long it may take to be there at all.
const dialTime = 3 * time.Second

// network is a thermal printer on the LAN.
type network struct {
	address string
	width   int
	font    *Font
}

// ReadAddress reads an address that somebody pressed: 192.168.1.50, with or without a
// port. Only addresses of a local network: what is printed names children, and is not
// sent over the internet in the open. Errors: CodeInvalid print.address.
func ReadAddress(text string) (string, error) {
	text = strings.TrimSpace(text)
	at, err := netip.ParseAddrPort(text)
	if err != nil {
		ip, ipErr := netip.ParseAddr(text)
		at, err = netip.AddrPortFrom(ip, rawPort), ipErr
	}
	ip := at.Addr()
	if err != nil || at.Port() == 0 || !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
		return "", hub.E(hub.CodeInvalid, "print.address").In("address").Because(err)
	}
	return at.String(), nil
}

func (p *network) dial(ctx context.Context) (net.Conn, error) {
	d := net.Dialer{Timeout: dialTime}
	conn, err := d.DialContext(ctx, "tcp", p.address)
	if err != nil {
		return nil, trouble("print.away", err)
	}
	return conn, nil
}

func (p *network) Ready(ctx context.Context) error {
	conn, err := p.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return ask(conn)
}

// ask puts the questions of status.go. A printer that answers none is taken to be
// ready; one that answered the first answers the others as well.
func ask(conn net.Conn) error {
	for _, n := range []byte{4, 2, 1} {
		if err := conn.SetDeadline(time.Now().Add(answerTime)); err != nil {
			return trouble("print.away", err)
		}
		if _, err := conn.Write([]byte{0x10, 0x04, n}); err != nil {
			return trouble("print.away", err)
		}
		answer := make([]byte, 1)
		_, err := conn.Read(answer)
		switch {
		case isTimeout(err):
			return nil
		case err != nil:
			return trouble("print.away", err)
		case isStatus(answer[0]):
			if err := errOf(n, answer[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

func isTimeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// Print asks before and after: a roll that ends in the middle of a slip is told from
// one that was whole.
func (p *network) Print(ctx context.Context, doc Doc) error {
	var b bytes.Buffer
	if err := ESCPOS(&b, doc, p.width, p.font); err != nil {
		return err
	}
	conn, err := p.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := ask(conn); err != nil {
		return err
	}
	if err := pour(ctx, conn, conn.SetWriteDeadline, b.Bytes()); err != nil {
		return err
	}
	return ask(conn)
}
