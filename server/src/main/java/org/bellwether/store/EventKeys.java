package org.bellwether.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bellwether.event.Change;
import org.bellwether.event.Event;
import org.bellwether.event.Feedback;
import org.bellwether.event.Label;
import org.bellwether.event.Micros;
import org.bellwether.event.Prediction;
import org.jspecify.annotations.Nullable;

/** What makes an event the same as an earlier one, as keyed 64-bit hashes. */
final class EventKeys {

  private final SipHash hash;

  EventKeys(SipHash hash) {
    this.hash = hash;
  }

  /** The key of an event: an equal one that comes later is a duplicate. */
  long of(Event event) {
    return switch (event) {
      case Prediction p -> prediction(p.model(), p.id());
      case Label l ->
          new Writer('l')
              .text(l.model())
              .text(l.id())
              .time(l)
              .value(l.label())
              .text(l.source())
              .key(hash);
      case Feedback f ->
          new Writer('f')
              .text(f.model())
              .text(f.id())
              .time(f)
              .text(f.kind())
              .value(f.value())
              .text(f.author())
              .text(f.comment())
              .key(hash);
      case Change c -> new Writer('c').text(c.id()).key(hash);
    };
  }

  /** The key of a prediction. */
  long prediction(String model, String id) {
    return new Writer('p').text(model).text(id).key(hash);
  }

  /** The key under which it is noted that a label waits for its prediction. */
  long waiting(String model, String id) {
    return new Writer('m').text(model).text(id).key(hash);
  }

  private static final class Writer {
    private byte[] bytes = new byte[96];
    private int size;

    Writer(char kind) {
      bytes[size++] = (byte) kind;
    }

    private void room(int needed) {
      if (bytes.length - size < needed) {
        bytes = Arrays.copyOf(bytes, Math.max(size + needed, 2 * bytes.length));
      }
    }

    /** Ends each text with a byte that UTF-8 never has, so that two texts cannot run together. */
    Writer text(@Nullable String text) {
      if (text != null) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(utf8.length + 2);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
      } else {
        room(2);
        bytes[size++] = (byte) 0xfe;
      }
      bytes[size++] = (byte) 0xff;
      return this;
    }

    Writer time(Event event) {
      return number(Micros.of(event.time()));
    }

    private Writer number(long number) {
      room(8);
      for (int i = 0; i < 8; i++) {
        bytes[size++] = (byte) (number >>> (8 * i));
      }
      return this;
    }

    Writer value(Object value) {
      return value instanceof Double d
          ? number(Double.doubleToLongBits(d))
          : text(value instanceof Boolean b ? (b ? "\0true" : "\0false") : (String) value);
    }

    long key(SipHash hash) {
      return hash.of(bytes, size);
    }
  }
}
