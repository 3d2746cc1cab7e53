package org.bellwether.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bellwether.schema.Schema;

/** Canonical rows that can be read again and again. */
interface Rows {

  /** Gives every batch to the consumer, in order. */
  void replay(Consumer<ColumnBatch> consumer);

  /** Rows in memory. */
  final class InMemory implements Rows {

    private static final int FIRST = 1_024;
    private static final int BLOCK = 65_536;

    private final List<RowBlock> blocks = new ArrayList<>();

    /** Appends rows whose ordinals count up from {@code firstOrdinal}. */
    void append(ColumnBatch batch, long firstOrdinal) {
      int done = 0;
      while (done < batch.rows()) {
        RowBlock last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (last == null || last.rows() >= BLOCK) {
          last = new RowBlock(batch, blocks.isEmpty() ? FIRST : BLOCK);
          blocks.add(last);
        }
        int n = Math.min(batch.rows() - done, BLOCK - last.rows());
        last.append(batch, firstOrdinal + done, done, n);
        done += n;
      }
    }

    List<RowBlock> blocks() {
      return blocks;
    }

    /** Estimated memory of the values. */
    long bytes() {
      return blocks.stream().mapToLong(RowBlock::bytes).sum();
    }

    @Override
    public void replay(Consumer<ColumnBatch> consumer) {
      blocks.forEach(block -> consumer.accept(block.toBatch()));
    }
  }

  /** Rows in a spool, but for the last few. */
  final class Spooled implements Rows {

    private final Schema schema;
    private final Canonical canonical;
    private final Spool spool;
    private final Encoder encoder = new Encoder(1 << 20);
    private InMemory tail = new InMemory();
    private long rows;

    Spooled(Schema schema, Canonical canonical, Spool spool) {
      this.schema = schema;
      this.canonical = canonical;
      this.spool = spool;
    }

    void append(ColumnBatch batch) {
      tail.append(batch, 0);
      rows += batch.rows();
      List<RowBlock> blocks = tail.blocks();
      if (blocks.size() > 1 || blocks.get(0).rows() >= InMemory.BLOCK) {
        tail.replay(this::write);
        tail = new InMemory();
      }
    }

    private void write(ColumnBatch batch) {
      encoder.reset();
      encoder.batch(batch);
      spool.write(encoder.array(), encoder.size());
    }

    long rows() {
      return rows;
    }

    @Override
    public void replay(Consumer<ColumnBatch> consumer) {
      spool.replay(
          bytes -> consumer.accept(new Decoder(bytes, 0, bytes.length).batch(schema, canonical)));
      tail.replay(consumer);
    }

    void close() {
      spool.close();
    }
  }
}
