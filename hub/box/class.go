package box

import "yizhan/hub/class"

// openClass makes the room in which a class is held.
func (b *Box) openClass() {
	b.class = class.New(b.desk, b.studio, b.cfg.Clock)
}
