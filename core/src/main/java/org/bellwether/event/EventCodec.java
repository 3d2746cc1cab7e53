package org.bellwether.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as versioned bytes: what the log keeps, and what a stream processor and the service hand
 * each other. A name that recurs within one list is written once. A lone surrogate in a text, which
 * is no character, becomes {@code ?}.
 */
public final class EventCodec {

  /** The version that is written; all up to it are read. */
  private static final int VERSION = 1;

  private static final int PREDICTION = 1;
  private static final int LABEL = 2;
  private static final int FEEDBACK = 3;
  private static final int CHANGE = 4;

  private static final int NULL = 0;
  private static final int REAL = 1;
  private static final int TRUE = 2;
  private static final int FALSE = 3;
  private static final int TEXT = 4;
  private static final int RANKING = 5;
  private static final int WHOLE = 6;

  private EventCodec() {}

  /** The events as bytes, in their order. */
  public static byte[] encode(List<? extends Event> events) {
    ByteWriter out = new ByteWriter(64 + 256 * events.size());
    out.put(VERSION);
    out.varint(events.size());
    for (Event event : events) {
      if (event instanceof Prediction p) {
        prediction(out, p);
      } else if (event instanceof Label l) {
        start(out, LABEL, l);
        value(out, l.label());
        out.name(l.source());
      } else if (event instanceof Feedback f) {
        start(out, FEEDBACK, f);
        out.name(f.kind());
        value(out, f.value());
        out.name(f.author());
        out.text(f.comment());
      } else if (event instanceof Change c) {
        start(out, CHANGE, c);
        out.name(c.kind());
        out.name(c.author());
        out.text(c.description());
        texts(out, c.details());
      }
    }
    return out.toBytes();
  }

  /**
   * The events that {@link #encode} wrote, in this release or an older one.
   *
   * @throws IllegalArgumentException if the bytes are no events, not whole, or of an unknown
   *     version
   */
  public static List<Event> decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.take();
    if (version != VERSION) {
      throw ByteReader.corrupt(
          "version " + version + " is unknown to this release, which reads up to " + VERSION);
    }
    int count = in.count(1);
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(event(in));
    }
    if (in.remaining() != 0) {
      throw ByteReader.corrupt(in.remaining() + " bytes follow the last event");
    }
    return events;
  }

  private static void start(ByteWriter out, int kind, Event event) {
    out.put(kind);
    out.text(event.id());
    out.name(event.model());
    out.number(Micros.of(event.time()));
  }

  private static void prediction(ByteWriter out, Prediction p) {
    start(out, PREDICTION, p);
    out.name(p.version());
    out.varint(p.features().size());
    p.features()
        .forEach((name, value) -> {
          out.name(name);
          value(out, value);
        });
    value(out, p.score());
    reals(out, p.scores());
    value(out, p.prediction());
    out.name(p.decision());
    texts(out, p.segments());
    out.text(p.subject());
    value(out, p.latencyMs());
    reals(out, p.stages());
    value(out, p.cost());
    Tokens tokens = p.tokens();
    out.put(tokens == null ? 0 : 1);
    if (tokens != null) {
      out.varint(tokens.input());
      out.varint(tokens.output());
    }
    reals(out, p.attributions());
    out.text(p.text());
    float[] embedding = p.embedding();
    out.put(embedding == null ? 0 : 1);
    if (embedding != null) {
      out.floats(embedding);
    }
    out.text(p.trace());
    out.name(p.error());
  }

  private static void value(ByteWriter out, @Nullable Object value) {
    if (value == null) {
      out.put(NULL);
    } else if (value instanceof Double d) {
      real(out, d);
    } else if (value instanceof Boolean b) {
      out.put(b ? TRUE : FALSE);
    } else if (value instanceof String s) {
      out.put(TEXT);
      out.text(s);
    } else if (value instanceof List<?> ranking) {
      out.put(RANKING);
      out.varint(ranking.size());
      ranking.forEach(item -> out.text((String) item));
    } else {
      throw new IllegalArgumentException("no value of an event: " + value.getClass());
    }
  }

  /** Most numbers in tables are small whole ones. */
  private static void real(ByteWriter out, double d) {
    int whole = (int) d;
    if (whole == d && Double.doubleToRawLongBits(d) != Double.doubleToRawLongBits(-0.0)) {
      out.put(WHOLE);
      out.varint((whole << 1 ^ whole >> 31) & 0xffffffffL);
    } else {
      out.put(REAL);
      out.real(d);
    }
  }

  private static void texts(ByteWriter out, Map<String, String> texts) {
    out.varint(texts.size());
    texts.forEach((name, text) -> {
      out.name(name);
      out.text(text);
    });
  }

  private static void reals(ByteWriter out, Map<String, Double> reals) {
    out.varint(reals.size());
    reals.forEach((name, value) -> {
      out.name(name);
      real(out, value);
    });
  }

  private static Event event(ByteReader in) {
    int kind = in.take();
    String id = in.text();
    String model = in.optionalName();
    Instant time = Micros.instant(in.number());
    if (kind == CHANGE) {
      String what = in.name();
      String author = in.optionalName();
      return new Change(id, model, what, time, author, in.text(), texts(in));
    }
    if (model == null) {
      throw ByteReader.corrupt("an event has no model");
    }
    return switch (kind) {
      case PREDICTION -> prediction(in, Prediction.of(id, model, time));
      case LABEL -> new Label(id, model, scalar(in), time, in.optionalName());
      case FEEDBACK ->
          new Feedback(
              id, model, in.name(), scalar(in), time, in.optionalName(), in.optionalText());
      default -> throw ByteReader.corrupt("there is no event of kind " + kind);
    };
  }

  private static Prediction prediction(ByteReader in, Prediction.Builder to) {
    to.version(in.optionalName());
    for (int i = in.count(2); i > 0; i--) {
      to.feature(in.name(), value(in));
    }
    to.score(optionalReal(in));
    for (int i = in.count(3); i > 0; i--) {
      to.score(in.name(), requiredReal(in));
    }
    to.prediction(value(in)).decision(in.optionalName());
    texts(in).forEach(to::segment);
    to.subject(in.optionalText()).latencyMs(optionalReal(in));
    for (int i = in.count(3); i > 0; i--) {
      to.stage(in.name(), requiredReal(in));
    }
    to.cost(optionalReal(in));
    if (in.take() != 0) {
      to.tokens(new Tokens(in.varint(), in.varint()));
    }
    for (int i = in.count(3); i > 0; i--) {
      to.attribution(in.name(), requiredReal(in));
    }
    to.text(in.optionalText());
    if (in.take() != 0) {
      to.embedding(in.floats());
    }
    return to.trace(in.optionalText()).error(in.optionalName()).build();
  }

  private static Map<String, String> texts(ByteReader in) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = in.count(2); i > 0; i--) {
      texts.put(in.name(), in.text());
    }
    return texts;
  }

  private static @Nullable Object value(ByteReader in) {
    int kind = in.take();
    return switch (kind) {
      case NULL -> null;
      case REAL -> in.real();
      case WHOLE -> whole(in);
      case TRUE -> true;
      case FALSE -> false;
      case TEXT -> in.text();
      case RANKING -> {
        int n = in.count(1);
        List<String> ranking = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
          ranking.add(in.text());
        }
        yield List.copyOf(ranking);
      }
      default -> throw ByteReader.corrupt("there is no value of kind " + kind);
    };
  }

  private static double whole(ByteReader in) {
    int zigzag = (int) in.varint();
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  private static Object scalar(ByteReader in) {
    Object value = value(in);
    if (value == null) {
      throw ByteReader.corrupt("a value is missing");
    }
    return value;
  }

  private static @Nullable Double optionalReal(ByteReader in) {
    Object value = value(in);
    if (value != null && !(value instanceof Double)) {
      throw ByteReader.corrupt("a number is missing");
    }
    return (Double) value;
  }

  private static double requiredReal(ByteReader in) {
    Double value = optionalReal(in);
    if (value == null) {
      throw ByteReader.corrupt("a number is missing");
    }
    return value;
  }
}
