package memory_test

import (
	"testing"

	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/backend/memory"
	"github.com/openmpos/mpos/protocol/backend/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) backend.Store { return memory.New() })
}
