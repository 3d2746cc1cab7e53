package org.bellwether.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.NotKeptException.Reason;

/**
 * Reads bodies into memory, each within its limit and all at a time within a budget. Safe for use
 * by many threads.
 */
public final class Body {

  private static final int FIRST = 16 << 10;
  private static final int KIB = 1024;

  private final Limits limits;
  private final Semaphore budget;

  /** What is done with a body while it is in memory. */
  @FunctionalInterface
  public interface Work<T> {
    T with(byte[] body);
  }

  /**
   * Bodies within a budget.
   *
   * @param bytesAtATime of all bodies that are being worked on
   */
  public Body(Limits limits, long bytesAtATime) {
    this.limits = limits;
    this.budget = new Semaphore((int) Math.max(1, bytesAtATime / KIB));
  }

  /**
   * Reads a body and works on it.
   *
   * @param declared length in bytes, negative where the sender does not say
   * @param gzip whether it is compressed
   * @throws TooLargeException if it is longer than the limit
   * @throws UnreadableBodyException if it is not what gzip makes
   * @throws NotKeptException if too many bodies are being worked on
   */
  public <T> T read(InputStream in, long declared, boolean gzip, Work<T> work) throws IOException {
    if (declared > limits.bodyBytes()) {
      throw tooLarge();
    }
    int held = 0;
    try {
      byte[] bytes = new byte[declared < 0 || gzip ? FIRST : (int) declared + 1];
      held = hold(held, bytes.length);
      InputStream from = gzip ? new GZIPInputStream(in, FIRST) : in;
      int size = 0;
      for (int n = from.read(bytes, 0, bytes.length);
          n >= 0;
          n = from.read(bytes, size, bytes.length - size)) {
        size += n;
        if (size > limits.bodyBytes()) {
          throw tooLarge();
        }
        if (size == bytes.length) {
          held = hold(held, 2 * bytes.length);
          bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
      }
      return work.with(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    } catch (ZipException | EOFException e) {
      if (gzip) {
        throw new UnreadableBodyException("the body is not what gzip makes: " + e.getMessage());
      }
      throw e;
    } finally {
      budget.release(held);
    }
  }

  private int hold(int held, int bytes) {
    int more = bytes / KIB + 1 - held;
    if (!budget.tryAcquire(more)) {
      throw new NotKeptException(
          Reason.BUSY, "too many requests are being read at a time: send again later");
    }
    return held + more;
  }

  private TooLargeException tooLarge() {
    return new TooLargeException(
        "the body is longer than " + limits.bodyBytes() + " bytes: send it in parts");
  }
}
