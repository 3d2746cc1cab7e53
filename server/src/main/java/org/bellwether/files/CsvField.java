package org.bellwether.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.jspecify.annotations.Nullable;

/** Converts the fields of one column of a plain CSV file. */
sealed interface CsvField {

  /**
   * Reads a field.
   *
   * @param b bytes; the record ends before they do
   * @param from index of the field's first byte
   * @param row where the value goes
   * @return index of the delimiter or line end after the field
   */
  int read(byte[] b, int from, int row) throws UnusualCsvException;

  /** The values of the first rows; reading on overwrites them. */
  ColumnVector take(int rows);

  /** The field of a plan that {@link PlainCsv#fits} allows. */
  static CsvField of(ColumnPlan plan, CsvBytes format, int rows) {
    return switch (plan.column().type()) {
      case NUMERIC -> new Numbers(format, rows, plan.checked());
      case CATEGORICAL, BOOLEAN ->
          new Categories(
              format,
              rows,
              new CategoryCodes(
                  plan.isIdentifier() ? 0 : Dictionary.DEFAULT_CAP,
                  plan.isNormalised(RawColumn.Physical.TEXT)));
      case TEXT -> new Texts(format, rows);
      case TIMESTAMP -> new Moments(format, rows, plan.epochScale());
      case EMBEDDING -> throw new IllegalArgumentException("vectors are left to DuckDB");
    };
  }

  /** A column that nobody reads. */
  record Skipped(CsvBytes format) implements CsvField {
    @Override
    public int read(byte[] b, int from, int row) throws UnusualCsvException {
      int to = format.after(b, from);
      for (int i = from; i < to; i++) {
        if (b[i] <= 0) {
          format.text(b, from, to);
          return to;
        }
      }
      return to;
    }

    @Override
    public ColumnVector take(int rows) {
      throw new IllegalStateException("a skipped column has no values");
    }
  }

  /** Texts as they are. */
  final class Texts implements CsvField {
    private final CsvBytes format;
    private final @Nullable String[] values;

    Texts(CsvBytes format, int rows) {
      this.format = format;
      this.values = new String[rows];
    }

    @Override
    public int read(byte[] b, int from, int row) throws UnusualCsvException {
      int to = format.after(b, from);
      values[row] = to == from ? null : format.text(b, from, to);
      return to;
    }

    @Nullable String text(int row) {
      return values[row];
    }

    @Override
    public ColumnVector take(int rows) {
      return new ColumnVector.Text(values);
    }
  }

  /** Categories, told apart by a hash of their bytes. */
  final class Categories implements CsvField {
    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long PRIME = 0xff51afd7ed558ccdL;

    private final CsvBytes format;
    private final byte[] kinds;
    private final CategoryCodes codes;
    private final int rows;

    Categories(CsvBytes format, int rows, CategoryCodes codes) {
      this.format = format;
      this.kinds = format.kinds();
      this.codes = codes;
      this.rows = rows;
      codes.begin(rows);
    }

    @Override
    public int read(byte[] b, int from, int row) throws UnusualCsvException {
      long hash = SEED;
      int to = from;
      byte kind = kinds[b[to] & 0xff];
      if (kind == CsvBytes.QUOTE) {
        to = format.after(b, from);
        for (int i = from; i < to; i++) {
          hash = (hash ^ (b[i] & 0xff)) * PRIME;
        }
      } else {
        while (kind == CsvBytes.PLAIN || kind == CsvBytes.JUDGED) {
          hash = (hash ^ (b[to] & 0xff)) * PRIME;
          kind = kinds[b[++to] & 0xff];
        }
        if (kind == CsvBytes.QUOTE) {
          throw new UnusualCsvException("a quote within a field");
        }
      }
      if (to == from) {
        codes.missing(row);
      } else {
        long key = (hash ^ (hash >>> 32)) >>> 1;
        if (!codes.put(row, key)) {
          codes.put(row, key, format.text(b, from, to));
        }
      }
      return to;
    }

    @Override
    public ColumnVector take(int n) {
      ColumnVector.Category vector = codes.take();
      codes.begin(rows);
      return vector;
    }
  }

  /** Numbers. */
  final class Numbers implements CsvField {
    /** Powers of ten that a double holds exactly, and digits that fit 53 bits: rounded once. */
    private static final double[] POWERS = powers();

    private static final long EXACT = 1L << 53;
    private static final int DIGITS = 18;

    private final CsvBytes format;
    private final boolean words;
    private final double[] values;
    private final BitSet missing;

    /**
     * @param words whether words for "missing" may stand for a number
     */
    Numbers(CsvBytes format, int rows, boolean words) {
      this.format = format;
      this.words = words;
      this.values = new double[rows];
      this.missing = new BitSet(rows);
    }

    private static double[] powers() {
      double[] powers = new double[23];
      Arrays.setAll(powers, i -> Double.parseDouble("1e" + i));
      return powers;
    }

    @Override
    public int read(byte[] b, int from, int row) throws UnusualCsvException {
      int p = from;
      byte c = b[p];
      boolean negative = c == '-';
      if (negative) {
        c = b[++p];
      }
      int first = p;
      long digits = 0;
      while (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        c = b[++p];
      }
      int count = p - first;
      int decimals = 0;
      if (c == '.') {
        int point = p;
        c = b[++p];
        while (c >= '0' && c <= '9') {
          digits = digits * 10 + (c - '0');
          c = b[++p];
        }
        decimals = p - point - 1;
        count += decimals;
      }
      if (count == 0 || count > DIGITS || digits > EXACT || !format.ends(c)) {
        return slow(b, from, row);
      }
      double value = decimals == 0 ? digits : digits / POWERS[decimals];
      values[row] = negative ? -value : value;
      return p;
    }

    private int slow(byte[] b, int from, int row) throws UnusualCsvException {
      int to = format.after(b, from);
      values[row] = Double.NaN;
      if (to == from) {
        missing.set(row);
        return to;
      }
      String text = format.text(b, from, to);
      if (words && TextKind.MISSING_WORDS.contains(text)) {
        missing.set(row);
        return to;
      }
      char last = text.charAt(text.length() - 1);
      boolean plain = TextKind.isNumber(text) && last >= '0' && last <= '9';
      double value = plain ? Double.parseDouble(text) : Double.NaN;
      if (!Double.isFinite(value) || text.charAt(0) == '+' || Math.abs(value) < Double.MIN_NORMAL) {
        throw new UnusualCsvException("a number in an unusual notation, or none");
      }
      values[row] = value;
      return to;
    }

    @Override
    public ColumnVector take(int rows) {
      if (missing.isEmpty()) {
        return new ColumnVector.Numeric(values, null);
      }
      BitSet taken = (BitSet) missing.clone();
      missing.clear();
      return new ColumnVector.Numeric(values, taken);
    }
  }

  /** Moments in ISO 8601, or as numbers of units since 1970. */
  final class Moments implements CsvField {
    private final CsvBytes format;
    private final double scale;
    private final @Nullable Numbers numbers;
    private final long[] values;

    Moments(CsvBytes format, int rows, double scale) {
      this.format = format;
      this.scale = scale;
      this.numbers = scale > 0 ? new Numbers(format, 1, true) : null;
      this.values = new long[rows];
    }

    @Override
    public int read(byte[] b, int from, int row) throws UnusualCsvException {
      if (numbers != null) {
        int to = numbers.read(b, from, 0);
        values[row] = micros(numbers.values[0]);
        return to;
      }
      int to = format.after(b, from);
      String text = to == from ? null : format.text(b, from, to);
      values[row] =
          text == null || TextKind.MISSING_WORDS.contains(text)
              ? ColumnVector.Timestamp.MISSING
              : iso(text);
      return to;
    }

    /** Rounds half away from zero, as SQL does. */
    private long micros(double value) throws UnusualCsvException {
      if (Double.isNaN(value)) {
        return ColumnVector.Timestamp.MISSING;
      }
      double exact = value * scale;
      if (Math.abs(exact) >= 0x1p62) {
        throw new UnusualCsvException("a moment too far away");
      }
      double whole = exact < 0 ? Math.ceil(exact) : Math.floor(exact);
      return (long) (Math.abs(exact - whole) >= 0.5 ? whole + Math.signum(exact) : whole);
    }

    /** Microseconds of {@code 2026-01-31}, {@code 2026-01-31 23:59:59} or {@code …T23:59:59.5Z}. */
    private static long iso(String t) throws UnusualCsvException {
      int n = t.length() - (t.endsWith("Z") ? 1 : 0);
      boolean day = n == 10 && n == t.length();
      boolean time = n >= 19 && (t.charAt(10) == ' ' || t.charAt(10) == 'T');
      boolean fraction = n == 19 || (n >= 21 && n <= 26 && t.charAt(19) == '.');
      if (!day && !(time && fraction && t.charAt(13) == ':' && t.charAt(16) == ':')) {
        throw new UnusualCsvException("a moment in an unusual notation");
      }
      if (t.charAt(4) != '-' || t.charAt(7) != '-') {
        throw new UnusualCsvException("a moment in an unusual notation");
      }
      try {
        long days = LocalDate.of(number(t, 0, 4), number(t, 5, 7), number(t, 8, 10)).toEpochDay();
        if (t.startsWith("0000")) {
          throw new UnusualCsvException("a year that is none");
        }
        long micros = days * 86_400_000_000L;
        if (day) {
          return micros;
        }
        int hour = number(t, 11, 13);
        int minute = number(t, 14, 16);
        int second = number(t, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
          throw new UnusualCsvException("a time of day that is none");
        }
        int part = n == 19 ? 0 : number(t, 20, n);
        for (int i = n; n > 19 && i < 26; i++) {
          part *= 10;
        }
        return micros + (hour * 3_600L + minute * 60L + second) * 1_000_000L + part;
      } catch (DateTimeException e) {
        throw new UnusualCsvException("a day that is none");
      }
    }

    private static int number(String text, int from, int to) throws UnusualCsvException {
      int number = 0;
      for (int i = from; i < to; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          throw new UnusualCsvException("a moment in an unusual notation");
        }
        number = number * 10 + digit;
      }
      return number;
    }

    @Override
    public ColumnVector take(int rows) {
      return new ColumnVector.Timestamp(values);
    }
  }
}
