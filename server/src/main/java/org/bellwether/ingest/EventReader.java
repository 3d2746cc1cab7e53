package org.bellwether.ingest;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.Event;
import org.bellwether.event.InvalidEventException;
import org.bellwether.settings.Nearest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads events from JSON: one object, an array of them, or one a line (NDJSON). Safe for use by
 * many threads.
 */
public final class EventReader {

  /**
   * What a body held.
   *
   * @param events that can be taken, in their order
   * @param refused lines that cannot
   */
  public record Batch(List<Numbered> events, List<Refusal> refused) {}

  private static final int MAX_DEPTH = 16;

  private final Limits limits;
  private final JsonFactory factory;

  public EventReader(Limits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(limits.fieldCharacters())
                    .maxNameLength(1000)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
  }

  /**
   * Reads a body.
   *
   * @param lines whether each line is an object of its own; where a sender does not say, {@link
   *     #looksLikeLines} tells
   * @throws UnreadableBodyException if it is not lines and no JSON
   * @throws TooLargeException if it holds more events than the limit
   */
  public Batch read(EventKind kind, byte[] body, boolean lines) {
    if (lines) {
      return read(kind, body, 0);
    }
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
    whole(kind, body, batch);
    return batch;
  }

  /**
   * Reads lines, each an object of its own.
   *
   * @param before how many lines of the whole came before the first of these
   * @throws TooLargeException if it holds more events than the limit
   */
  public Batch read(EventKind kind, byte[] lines, long before) {
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
    lines(kind, lines, before, batch);
    return batch;
  }

  /** Whether a body is several lines of which the first is an object by itself. */
  public static boolean looksLikeLines(byte[] body) {
    int end = 0;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    int last = end;
    while (last > 0 && isSpace(body[last - 1])) {
      last--;
    }
    int first = 0;
    while (first < last && isSpace(body[first])) {
      first++;
    }
    int more = end;
    while (more < body.length && isSpace(body[more])) {
      more++;
    }
    return more < body.length && last > first && body[first] == '{' && body[last - 1] == '}';
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private void lines(EventKind kind, byte[] body, long before, Batch batch) {
    long line = before;
    for (int start = 0; start < body.length; ) {
      int end = start;
      boolean blank = true;
      while (end < body.length && body[end] != '\n') {
        blank &= isSpace(body[end]);
        end++;
      }
      line++;
      if (!blank) {
        requireRoom(batch);
        line(kind, body, start, end - start, line, batch);
      }
      start = end + 1;
    }
  }

  private void line(EventKind kind, byte[] body, int start, int length, long line, Batch batch) {
    Fields fields = Fields.of(kind);
    try (JsonParser at = factory.createParser(ObjectReadContext.empty(), body, start, length)) {
      if (at.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidEventException("", "must be a JSON object");
      }
      batch.events.add(new Numbered(line, event(at, fields)));
      if (at.nextToken() != null) {
        batch.events.removeLast();
        throw new InvalidEventException("", "must be one JSON object and nothing more");
      }
    } catch (InvalidEventException e) {
      batch.refused.add(refusal(line, fields, e));
    } catch (StreamConstraintsException e) {
      batch.refused.add(tooLarge(line, fields, e));
    } catch (JacksonException e) {
      batch.refused.add(
          new Refusal(line, "", "is no JSON: " + why(e), model(fields), Refusal.Cause.INVALID));
    }
  }

  private void whole(EventKind kind, byte[] body, Batch batch) {
    try (JsonParser at = factory.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
      JsonToken first = at.nextToken();
      if (first == JsonToken.START_OBJECT) {
        element(kind, at, 1, batch);
      } else if (first == JsonToken.START_ARRAY) {
        for (int i = 1; at.nextToken() != JsonToken.END_ARRAY; i++) {
          requireRoom(batch);
          element(kind, at, i, batch);
        }
      } else {
        throw new UnreadableBodyException(
            "the body must be a JSON object, an array of objects, or one object a line");
      }
      if (at.nextToken() != null) {
        throw new UnreadableBodyException(
            "more follows the first JSON value: send one object a line as application/x-ndjson");
      }
    } catch (StreamConstraintsException e) {
      throw new TooLargeException("the body goes beyond a limit: " + why(e));
    } catch (JacksonException e) {
      throw new UnreadableBodyException("the body is no JSON: " + why(e));
    }
  }

  private static void element(EventKind kind, JsonParser at, int number, Batch batch) {
    Fields fields = Fields.of(kind);
    if (at.currentToken() != JsonToken.START_OBJECT) {
      at.skipChildren();
      batch.refused.add(
          refusal(number, fields, new InvalidEventException("", "must be a JSON object")));
      return;
    }
    int depth = at.streamReadContext().getNestingDepth();
    try {
      batch.events.add(new Numbered(number, event(at, fields)));
    } catch (InvalidEventException e) {
      while (at.streamReadContext().getNestingDepth() >= depth) {
        at.nextToken();
      }
      batch.refused.add(refusal(number, fields, e));
    }
  }

  private static Event event(JsonParser at, Fields fields) {
    for (String name = at.nextName(); name != null; name = at.nextName()) {
      at.nextToken();
      if (!fields.read(name, at)) {
        throw new InvalidEventException(
            name,
            "is unknown; the nearest is '"
                + Nearest.to(name, fields.names())
                + "', and all are "
                + String.join(", ", fields.names()));
      }
    }
    return fields.event();
  }

  private void requireRoom(Batch batch) {
    if (batch.events.size() + batch.refused.size() >= limits.batchEvents()) {
      throw new TooLargeException(
          "the body holds more than " + limits.batchEvents() + " events: send it in parts");
    }
  }

  private static Refusal refusal(long line, Fields fields, InvalidEventException e) {
    return new Refusal(
        line, e.field(), String.valueOf(e.getMessage()), model(fields), Refusal.Cause.INVALID);
  }

  private static Refusal tooLarge(long line, Fields fields, JacksonException e) {
    return new Refusal(
        line, "", "goes beyond a limit: " + why(e), model(fields), Refusal.Cause.TOO_LARGE);
  }

  private static String model(Fields fields) {
    String model = fields.model();
    return model == null ? "" : model;
  }

  private static String why(JacksonException e) {
    String column =
        e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    return e.getOriginalMessage() + column;
  }
}
