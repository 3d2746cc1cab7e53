package org.bellwether.files;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.profile.Spool;
import org.jspecify.annotations.Nullable;

/** Keeps batches in a temporary file that is removed at the end. */
public final class FileSpool implements Spool {

  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final DataOutputStream out;
  private final List<@Nullable Dictionary> dictionaries = new ArrayList<>();

  private FileSpool(Path path) throws IOException {
    this.path = path;
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
  }

  /** A spool in the system's folder for temporary files. */
  public static FileSpool open() {
    try {
      Path path = Files.createTempFile("bellwether", ".spool");
      path.toFile().deleteOnExit();
      return new FileSpool(path);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file can be made", e);
    }
  }

  @Override
  public void write(ColumnBatch batch) {
    try {
      out.writeInt(batch.rows());
      out.writeLong(batch.firstRow());
      out.writeInt(batch.columns().size());
      for (int c = 0; c < batch.columns().size(); c++) {
        if (dictionaries.size() <= c) {
          dictionaries.add(null);
        }
        write(c, batch.columns().get(c), batch.rows());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the temporary file " + path + " cannot be written; is the disk full?", e);
    }
  }

  private void write(int column, ColumnVector vector, int rows) throws IOException {
    switch (vector) {
      case ColumnVector.Numeric v -> {
        out.writeByte('N');
        BitSet missing = v.missing();
        byte[] bits = missing == null ? new byte[0] : missing.toByteArray();
        out.writeInt(bits.length);
        out.write(bits);
        ByteBuffer bytes = ByteBuffer.allocate(rows * Double.BYTES);
        bytes.asDoubleBuffer().put(v.values(), 0, rows);
        out.write(bytes.array());
      }
      case ColumnVector.Category v -> {
        dictionaries.set(column, v.dictionary());
        out.writeByte('C');
        ByteBuffer bytes = ByteBuffer.allocate(rows * Integer.BYTES);
        bytes.asIntBuffer().put(v.codes(), 0, rows);
        out.write(bytes.array());
        long[] hashes = v.hashes();
        out.writeBoolean(hashes != null);
        if (hashes != null) {
          writeLongs(hashes, rows);
        }
      }
      case ColumnVector.Timestamp v -> {
        out.writeByte('T');
        writeLongs(v.epochMicros(), rows);
      }
      case ColumnVector.Text v -> {
        out.writeByte('S');
        for (int i = 0; i < rows; i++) {
          String value = v.values()[i];
          byte[] utf8 = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
          out.writeInt(utf8 == null ? -1 : utf8.length);
          if (utf8 != null) {
            out.write(utf8);
          }
        }
      }
      case ColumnVector.Embedding v -> {
        out.writeByte('E');
        for (int i = 0; i < rows; i++) {
          float[] value = v.values()[i];
          out.writeInt(value == null ? -1 : value.length);
          if (value != null) {
            ByteBuffer bytes = ByteBuffer.allocate(value.length * Float.BYTES);
            bytes.asFloatBuffer().put(value);
            out.write(bytes.array());
          }
        }
      }
    }
  }

  private void writeLongs(long[] values, int rows) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows * Long.BYTES);
    bytes.asLongBuffer().put(values, 0, rows);
    out.write(bytes.array());
  }

  @Override
  public void replay(Consumer<ColumnBatch> consumer) {
    try {
      out.flush();
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
          DataInputStream in =
              new DataInputStream(
                  new BufferedInputStream(Channels.newInputStream(channel), BUFFER))) {
        while (true) {
          int rows = next(in);
          if (rows < 0) {
            return;
          }
          long firstRow = in.readLong();
          int columns = in.readInt();
          List<ColumnVector> vectors = new ArrayList<>(columns);
          for (int c = 0; c < columns; c++) {
            vectors.add(read(c, in, rows));
          }
          consumer.accept(new ColumnBatch(rows, firstRow, vectors));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file " + path + " cannot be read", e);
    }
  }

  /** Rows of the next batch, -1 at the end. */
  private static int next(DataInputStream in) throws IOException {
    try {
      return in.readInt();
    } catch (EOFException end) {
      return -1;
    }
  }

  private ColumnVector read(int column, DataInputStream in, int rows) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'N' -> {
        byte[] bits = in.readNBytes(in.readInt());
        double[] values = new double[rows];
        bytes(in, rows * Double.BYTES).asDoubleBuffer().get(values);
        yield new ColumnVector.Numeric(values, bits.length == 0 ? null : BitSet.valueOf(bits));
      }
      case 'C' -> {
        int[] codes = new int[rows];
        bytes(in, rows * Integer.BYTES).asIntBuffer().get(codes);
        long[] hashes = in.readBoolean() ? readLongs(in, rows) : null;
        Dictionary dictionary = dictionaries.get(column);
        if (dictionary == null) {
          throw new IOException("a batch of categories has no dictionary");
        }
        yield new ColumnVector.Category(codes, dictionary, hashes);
      }
      case 'T' -> new ColumnVector.Timestamp(readLongs(in, rows));
      case 'S' -> {
        String[] values = new String[rows];
        for (int i = 0; i < rows; i++) {
          int length = in.readInt();
          values[i] = length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        yield new ColumnVector.Text(values);
      }
      case 'E' -> {
        float[][] values = new float[rows][];
        for (int i = 0; i < rows; i++) {
          int length = in.readInt();
          if (length >= 0) {
            values[i] = new float[length];
            bytes(in, length * Float.BYTES).asFloatBuffer().get(values[i]);
          }
        }
        yield new ColumnVector.Embedding(values);
      }
      default -> throw new IOException("unknown kind of column: " + kind);
    };
  }

  private static long[] readLongs(DataInputStream in, int rows) throws IOException {
    long[] values = new long[rows];
    bytes(in, rows * Long.BYTES).asLongBuffer().get(values);
    return values;
  }

  private static ByteBuffer bytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut off");
    }
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file " + path + " cannot be removed", e);
    }
  }
}
