package card

import (
	"errors"

	"github.com/openmpos/mpos/crypto/pin"
	"github.com/openmpos/mpos/emv"
	"github.com/openmpos/mpos/emv/tag"
	"github.com/openmpos/mpos/emv/tlv"
)

// app is an application with its answers made beforehand.
type app struct {
	App
	fci, options []byte
	records      []record
	pdolSize     int
	cdol1, cdol2 cdol
}

type record struct {
	sfi, number byte
	answer      []byte
}

// pseSFI is the file of the directory.
const pseSFI = 1

// The files of an application: SFI 1 has the account, SFI 2 the lists.
var aflBytes = [...]byte{1 << 3, 1, 2, 0, 2 << 3, 1, 1, 0}

func (c *Card) prepare() error {
	p := &c.profile
	if _, err := pin.ParsePAN(p.PAN); err != nil {
		return errors.New("card: PAN")
	}
	if len(p.Apps) == 0 || len(p.ServiceCode) != 3 || p.Country > 999 || p.Currency > 999 {
		return errors.New("card: profile")
	}
	for i := range p.Apps {
		a, err := c.prepareApp(p.Apps[i])
		if err != nil {
			return err
		}
		c.apps = append(c.apps, a)
	}
	if p.PSE {
		c.prepareDirectory()
	}
	return nil
}

func (c *Card) prepareApp(x App) (app, error) {
	a := app{App: x}
	if len(x.AID) < 5 || len(x.AID) > 16 || x.Label == "" || len(x.Label) > 16 {
		return a, errors.New("card: AID or label")
	}
	pdol, err := emv.ParseDOL(x.PDOL)
	if err != nil {
		return a, errors.New("card: PDOL")
	}
	a.pdolSize = pdol.Size()
	if a.cdol1, err = compileCDOL(x.CDOL1); err != nil {
		return a, err
	}
	if a.cdol2, err = compileCDOL(x.CDOL2); err != nil {
		return a, err
	}
	for _, off := range a.cdol1.input {
		if off < 0 {
			return a, errors.New("card: CDOL1 lacks an object of the cryptogram")
		}
	}
	a.fci = answer(func(b *tlv.Builder) { fillFCI(b, x) })
	a.options = c.options(x)
	a.records = []record{
		{1, 1, template(c.account())},
		{1, 2, template(c.restrictions(x))},
		{2, 1, template(lists(x))},
	}
	for _, r := range a.records {
		if len(r.answer) > 256 {
			return a, errors.New("card: record too long")
		}
	}
	return a, nil
}

func answer(build func(*tlv.Builder)) []byte {
	var b tlv.Builder
	build(&b)
	return append(b.Bytes(), 0x90, 0x00)
}

func template(inside []byte) []byte {
	return append(tlv.Append(nil, tag.ReadRecordTemplate, inside), 0x90, 0x00)
}

func fillFCI(b *tlv.Builder, x App) {
	b.Constructed(tag.FCITemplate, func(b *tlv.Builder) {
		b.Add(tag.DFName, x.AID)
		b.Constructed(tag.FCIProprietaryTemplate, func(b *tlv.Builder) {
			b.Add(tag.ApplicationLabel, []byte(x.Label))
			b.Add(tag.ApplicationPriorityIndicator, []byte{x.Priority})
			if len(x.PDOL) > 0 {
				b.Add(tag.PDOL, x.PDOL)
			}
			b.Add(tag.LanguagePreference, []byte("zhen"))
		})
	})
}

func (c *Card) prepareDirectory() {
	c.pse = answer(func(b *tlv.Builder) {
		b.Constructed(tag.FCITemplate, func(b *tlv.Builder) {
			b.Add(tag.DFName, []byte(pseName))
			b.Constructed(tag.FCIProprietaryTemplate, func(b *tlv.Builder) {
				b.Add(tag.SFI, []byte{pseSFI})
				b.Add(tag.LanguagePreference, []byte("zhen"))
			})
		})
	})
	c.entries = answer(func(b *tlv.Builder) {
		b.Constructed(tag.ReadRecordTemplate, func(b *tlv.Builder) {
			for _, x := range c.apps {
				b.Constructed(tag.ApplicationTemplate, func(b *tlv.Builder) {
					b.Add(tag.ADFName, x.AID)
					b.Add(tag.ApplicationLabel, []byte(x.Label))
					b.Add(tag.ApplicationPriorityIndicator, []byte{x.Priority})
				})
			}
		})
	})
}

func (c *Card) options(x App) []byte {
	if c.profile.TemplateFormat {
		return answer(func(b *tlv.Builder) {
			b.Constructed(tag.ResponseFormat2, func(b *tlv.Builder) {
				b.Add(tag.AIP, x.AIP[:])
				b.Add(tag.AFL, aflBytes[:])
			})
		})
	}
	v := append(append(make([]byte, 0, 10), x.AIP[:]...), aflBytes[:]...)
	return append(tlv.Append(nil, tag.ResponseFormat1, v), 0x90, 0x00)
}
