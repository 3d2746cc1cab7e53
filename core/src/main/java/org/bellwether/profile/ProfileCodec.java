package org.bellwether.profile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/**
 * The bytes around a profile's content: a mark, the version of the format, the length, and a
 * checksum at the end. A change of what is written raises the version; old versions go on being
 * read.
 */
final class ProfileCodec {

  static final int VERSION = 1;

  /** "BWPF", read as a little-endian number. */
  private static final int MARK = 0x46505742;

  private static final int HEADER = 12;
  private static final int CHECKSUM = 8;

  private ProfileCodec() {}

  static Encoder begin() {
    Encoder out = new Encoder(1 << 16);
    out.integer(MARK);
    out.integer(VERSION);
    out.integer(0);
    return out;
  }

  static byte[] end(Encoder out) {
    CRC32 crc = new CRC32();
    crc.update(out.array(), HEADER, out.size() - HEADER);
    out.number(crc.getValue());
    byte[] bytes = out.toBytes();
    int length = bytes.length;
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (length >>> (8 * i));
    }
    return bytes;
  }

  /** The content of bytes that are whole and of a known version. */
  static Decoder open(byte[] bytes) {
    Decoder in = new Decoder(bytes, 0, bytes.length);
    if (bytes.length < HEADER + CHECKSUM || in.integer() != MARK) {
      throw new IllegalArgumentException(
          "the bytes are not a profile: they must come from Profile.toBytes()");
    }
    int version = in.integer();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "the profile has format version "
              + version
              + ", this release reads version "
              + VERSION
              + ": read it with a release that knows it");
    }
    int length = in.integer();
    if (length != bytes.length) {
      throw Decoder.corrupt(bytes.length + " bytes of " + length);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, HEADER, bytes.length - HEADER - CHECKSUM);
    if (new Decoder(bytes, bytes.length - CHECKSUM, CHECKSUM).number() != crc.getValue()) {
      throw Decoder.corrupt("the checksum does not match");
    }
    return new Decoder(bytes, HEADER, bytes.length - HEADER - CHECKSUM);
  }

  static void schema(Encoder out, Schema schema) {
    out.text(schema.task().name());
    out.text(schema.positiveLabel());
    out.real(schema.decisionThreshold());
    out.integer(schema.columns().size());
    for (ColumnSchema c : schema.columns()) {
      out.text(c.name());
      out.text(c.type().name());
      out.text(String.join(",", c.roles().stream().map(Role::name).toList()));
      out.text(c.unit());
      out.text(c.scoreClass());
      constraints(out, c.constraints());
    }
  }

  static Schema schema(Decoder in) {
    Task task = Task.valueOf(in.text());
    String positive = in.textOrNull();
    double threshold = in.real();
    int n = in.count(4);
    List<ColumnSchema> columns = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String name = in.text();
      ColumnType type = ColumnType.valueOf(in.text());
      Set<Role> roles = EnumSet.noneOf(Role.class);
      for (String role : in.text().split(",", -1)) {
        roles.add(Role.valueOf(role));
      }
      columns.add(
          new ColumnSchema(name, type, roles, in.textOrNull(), in.textOrNull(), constraints(in)));
    }
    return new Schema(columns, task, positive, threshold);
  }

  private static void constraints(Encoder out, Constraints c) {
    maybe(out, c.min());
    maybe(out, c.max());
    maybe(out, c.maxMissing());
    Set<String> allowed = c.allowed();
    out.bool(allowed != null);
    if (allowed != null) {
      texts(out, new TreeSet<>(allowed));
    }
    out.bool(c.unique());
    out.bool(c.past());
  }

  private static Constraints constraints(Decoder in) {
    Double min = maybe(in);
    Double max = maybe(in);
    Double missing = maybe(in);
    Set<String> allowed = in.bool() ? new TreeSet<>(texts(in)) : null;
    return new Constraints(min, max, missing, allowed, in.bool(), in.bool());
  }

  private static void maybe(Encoder out, @Nullable Double v) {
    out.bool(v != null);
    if (v != null) {
      out.real(v);
    }
  }

  private static @Nullable Double maybe(Decoder in) {
    return in.bool() ? in.real() : null;
  }

  static void texts(Encoder out, Iterable<String> texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(all::add);
    out.integer(all.size());
    all.forEach(out::text);
  }

  static List<String> texts(Decoder in) {
    int n = in.count(4);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(in.text());
    }
    return out;
  }

  static void layout(Encoder out, @Nullable Layout layout) {
    out.bool(layout != null);
    if (layout == null) {
      return;
    }
    edges(out, layout.edges());
    edges(out, layout.outcomeEdges());
    edges(out, layout.cuts());
    out.integer(layout.segments().size());
    for (Segment segment : layout.segments()) {
      texts(out, segment.values().keySet());
      texts(out, segment.values().values());
    }
  }

  static @Nullable Layout layout(Decoder in) {
    if (!in.bool()) {
      return null;
    }
    Map<String, BinEdges> edges = edges(in);
    Map<String, BinEdges> outcomes = edges(in);
    Map<String, BinEdges> cuts = edges(in);
    int n = in.count(8);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<String> names = texts(in);
      List<String> values = texts(in);
      Decoder.same(values.size(), names.size());
      TreeMap<String, String> by = new TreeMap<>();
      for (int k = 0; k < names.size(); k++) {
        by.put(names.get(k), values.get(k));
      }
      segments.add(new Segment(by));
    }
    return new Layout(edges, outcomes, cuts, segments);
  }

  private static void edges(Encoder out, Map<String, BinEdges> edges) {
    out.integer(edges.size());
    edges.forEach((name, cuts) -> {
      out.text(name);
      out.reals(cuts.toArray());
    });
  }

  private static Map<String, BinEdges> edges(Decoder in) {
    int n = in.count(8);
    Map<String, BinEdges> edges = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      edges.put(in.text(), BinEdges.of(in.reals()));
    }
    return edges;
  }

  /** The dictionaries of the category columns, in the table's order. */
  static void dictionaries(Encoder out, Schema schema, Canonical canonical) {
    for (int c = 0; c < schema.columns().size(); c++) {
      Dictionary dictionary = canonical.dictionary(c);
      if (dictionary != null) {
        out.bool(canonical.overflowed(c));
        List<String> values = new ArrayList<>();
        for (int code = 0; code < dictionary.size(); code++) {
          values.add(dictionary.valueOf(code));
        }
        texts(out, values);
      }
    }
  }

  static void dictionaries(Decoder in, Schema schema, Canonical canonical) {
    for (int c = 0; c < schema.columns().size(); c++) {
      if (canonical.dictionary(c) != null) {
        if (in.bool()) {
          canonical.markOverflowed(c);
        }
        Dictionary own = Objects.requireNonNull(canonical.dictionary(c));
        texts(in).forEach(own::codeOf);
      }
    }
  }
}
