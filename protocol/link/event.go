package link

// Event is what an Endpoint tells: Delivered, Failed, PeerReset or BadFrame.
type Event interface{ event() }

// Delivered is a payload of the other end, new and in order. It belongs to
// whoever takes the event.
type Delivered struct{ Payload []byte }

// Failed says that the other end did not answer the last repeat. The payload
// that was sent, and those waiting behind it, are given up; whether the first
// one arrived is not known. Lost counts them; it is 0 when a RESET or a PING
// stayed unanswered and nothing waited.
type Failed struct{ Lost int }

// PeerReset says that the other end has begun anew. Payloads that were not
// acknowledged are dropped; Lost counts them.
type PeerReset struct{ Lost int }

// BadFrame says that something came that is not a frame. Frames that follow
// each other and are all bad make one event.
type BadFrame struct {
	Err   error // of the first one
	Count int
}

func (Delivered) event() {}
func (Failed) event()    {}
func (PeerReset) event() {}
func (BadFrame) event()  {}
