package org.bellwether.evidence;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Walks an audit log from its first entry and says whether anything was changed, taken out or put
 * in. Entries cut off at the end cannot be seen by a walk alone: that needs a {@link Head} that was
 * kept elsewhere. Not for use by several threads.
 */
public final class AuditChain {

  private static final byte[] NO_LINK = new byte[32];

  private long size;
  private byte[] last = NO_LINK.clone();
  private @Nullable String broken;
  private long brokenAt;
  private byte @Nullable [] atAnchor;
  private final @Nullable Head anchor;

  /** How much a log held, and its last link in hexadecimal. */
  public record Head(long size, String link) {}

  /** What a walk found. */
  public sealed interface Verdict {}

  /** Nothing was changed up to here. */
  public record Intact(Head head) implements Verdict {}

  /** The first entry that is not what it was, and why. */
  public record Broken(long sequence, String reason) implements Verdict {}

  /** Entries at the end are gone: the log is shorter than it was. */
  public record Truncated(long size, long anchored) implements Verdict {}

  /** Starts a walk; with an anchor it also sees what was cut off after the anchor was taken. */
  public AuditChain(@Nullable Head anchor) {
    this.anchor = anchor;
    if (anchor != null && anchor.size() == 0) {
      atAnchor = NO_LINK.clone();
    }
  }

  /** The link before the first entry: 32 bytes of 0. */
  public static byte[] start() {
    return NO_LINK.clone();
  }

  /** Takes the next entry with the link that was stored with it. */
  public void accept(AuditEntry entry, byte[] stored) {
    if (broken != null) {
      return;
    }
    byte[] link = entry.link(last);
    if (entry.sequence() != size + 1) {
      fail(size + 1, "the entry is missing: after entry " + size + " comes " + entry.sequence());
    } else if (!Arrays.equals(link, stored)) {
      fail(entry.sequence(), "the entry or its link was changed, or the one before was replaced");
    } else {
      size++;
      last = link;
      if (anchor != null && anchor.size() == size) {
        atAnchor = link;
        if (!HexFormat.of().formatHex(link).equals(anchor.link())) {
          fail(size, "the entry is not the one that was there when its link was kept elsewhere");
        }
      }
    }
  }

  private void fail(long sequence, String reason) {
    brokenAt = sequence;
    broken = reason;
  }

  /** What the walk so far says of the log. */
  public Verdict verdict() {
    if (broken != null) {
      return new Broken(brokenAt, broken);
    }
    if (anchor != null && atAnchor == null) {
      return new Truncated(size, anchor.size());
    }
    return new Intact(new Head(size, HexFormat.of().formatHex(last)));
  }
}
