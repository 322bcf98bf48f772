package editor

import (
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
	"unsafe"
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
	k := previewed500(b)
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
