package serial_test

import (
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/transport/pty"
	"github.com/openmpos/mpos/transport/serial"
)

const childPort = "MPOS_TEST_SERIAL_PORT"

// nobody is the user that owns nothing.
const nobody = 65534

// TestDenied opens a port as a user who may not, and one that is in use as a
// user who may. Root may do both, so root runs the test again as nobody.
func TestDenied(t *testing.T) {
	if path, child := os.LookupEnv(childPort); child {
		_, err := serial.Open(path, serial.Config{})
		require.Error(t, err)
		t.Log(err)
		checkDenied(t, err, os.Getenv(childPort+"_WANT"))
		return
	}
	dev, err := pty.Open("")
	require.NoError(t, err)
	defer func() { _ = dev.Close() }()
	asNobody := os.Geteuid() == 0

	require.NoError(t, os.Chmod(dev.Path(), 0))
	denied(t, dev.Path(), "denied", asNobody)

	require.NoError(t, os.Chmod(dev.Path(), 0o666))
	first, err := serial.Open(dev.Path(), serial.Config{})
	require.NoError(t, err)
	defer func() { _ = first.Close() }()
	denied(t, dev.Path(), "busy", asNobody)
}

func denied(t *testing.T, path, want string, asNobody bool) {
	t.Helper()
	if !asNobody {
		_, err := serial.Open(path, serial.Config{})
		checkDenied(t, err, want)
		return
	}
	// the test binary may lie in a folder that nobody may enter: hand over the open file
	self, err := os.Open("/proc/self/exe")
	require.NoError(t, err)
	defer func() { _ = self.Close() }()
	cmd := exec.Command("/proc/self/fd/3", "-test.run=^TestDenied$", "-test.v")
	cmd.ExtraFiles = []*os.File{self}
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), childPort+"="+path, childPort+"_WANT="+want)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "PASS: TestDenied")
}

func checkDenied(t *testing.T, err error, want string) {
	t.Helper()
	var open *serial.OpenError
	require.ErrorAs(t, err, &open)
	switch want {
	case "denied":
		require.ErrorIs(t, err, fs.ErrPermission)
		require.Contains(t, open.Hint, "dialout")
	case "busy":
		require.ErrorIs(t, err, serial.ErrBusy)
		require.Contains(t, open.Hint, "fuser")
	default:
		t.Fatal("unknown case")
	}
}
