package ime

import (
	"runtime"
	"testing"
)

const maxTable = 4 << 20 // bytes, the readings of hub/names apart

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestMemoryOfTheTable(t *testing.T) {
	load() // what names keeps is loaded now
	before := heap()
	table := load()
	size := heap() - before
	t.Logf("%d KiB", size>>10)
	if size > maxTable {
		t.Errorf("the table has %d bytes, more than %d", size, maxTable)
	}
	runtime.KeepAlive(table)
}

// BenchmarkLoad is what the first question of a day waits for.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load().alikeOf(Everywhere)
	}
}
