package postgres

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"io"
)

// rows is what a question found; the rest is read ahead when another is asked.
type rows struct {
	driver.Rows
	conn   *conn
	more   func() (driver.Rows, error) // the next rows of a cursor; nil: there is none
	cursor string                      // "": none
	count  int                         // of rows since the cursor was asked
	ahead  [][]driver.Value
	done   bool  // all are read or ahead
	err    error // what reading ahead ended with
	closed bool
}

func (r *rows) Next(dest []driver.Value) error {
	if len(r.ahead) > 0 {
		copy(dest, r.ahead[0])
		r.ahead = r.ahead[1:]
		return nil
	}
	if r.done {
		if r.err != nil {
			return r.err
		}
		return io.EOF
	}
	return r.read(dest)
}

// read reads from the connection.
func (r *rows) read(dest []driver.Value) error {
	err := r.Rows.Next(dest)
	for err == io.EOF && r.more != nil && r.count == fetched {
		r.count = 0
		if err = r.Rows.Close(); err != nil {
			break
		}
		if r.Rows, err = r.more(); err != nil {
			break
		}
		err = r.Rows.Next(dest)
	}
	if err != nil {
		r.finish()
		return err
	}
	r.count++
	for i, v := range dest {
		if s, ok := v.(string); ok {
			dest[i] = givenText(s)
		}
	}
	return nil
}

// readAhead keeps the rows that are left: the driver's bytes are its own only until
// the next row.
func (r *rows) readAhead() error {
	for !r.done {
		row := make([]driver.Value, len(r.Columns()))
		err := r.read(row)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			r.err = err
			return err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = bytes.Clone(b)
			}
		}
		r.ahead = append(r.ahead, row)
	}
	return nil
}

// finish lets the connection go.
func (r *rows) finish() {
	r.done = true
	if r.conn.open == r {
		r.conn.open = nil
	}
}

func (r *rows) Close() error {
	r.ahead = nil
	if r.closed {
		return nil
	}
	r.closed = true
	var err error
	if r.Rows != nil {
		err = r.Rows.Close()
	}
	r.finish()
	if r.cursor == "" || err != nil {
		return err
	}
	if err = r.conn.free(); err == nil { // another question's rows may be open meanwhile
		err = r.conn.endCursor(r.cursor)
	}
	return err
}
