package editor

import (
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"litework/app/editor/lines"
	"litework/document"
)

// threadTime is what the thread has run: on a busy machine the clock on the wall
// measures the others too.
func threadTime(tb testing.TB) time.Duration {
	const thread = 3 // CLOCK_THREAD_CPUTIME_ID of clock_gettime(2)
	var ts syscall.Timespec
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, thread, uintptr(unsafe.Pointer(&ts)), 0); errno != 0 {
		tb.Fatal(errno)
	}
	return time.Duration(ts.Nano())
}

// BenchmarkKeyPress500WithPreviewCPU is BenchmarkKeyPress500WithPreview in
// processor time of Fyne's goroutine: the key, and showing the pages that come.
func BenchmarkKeyPress500WithPreviewCPU(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	k := newDesk(b)
	k.run = func(f func()) { go f() }
	k.open(Open(k.write(document.Invoice, 500)))
	waitFor(k, func() bool { return k.editor.ready })
	k.editor.TogglePreview()
	waitFor(k, func() bool { return k.editor.paper.pane.Paper() != nil })
	k.edit("l250", lines.Price)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		if i%5 == 0 {
			k.editor.model.SelectAll()
		}
		start := threadTime(b)
		k.typed("7")
		key := threadTime(b) - start
		time.Sleep(20 * time.Millisecond)
		start = threadTime(b)
		k.queue.Drain()
		took = append(took, key+threadTime(b)-start)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2])/1e6, "cpu-p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100])/1e6, "cpu-p99-ms")
}
