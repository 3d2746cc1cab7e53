package org.bellwether.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a person in a tombstone: HMAC-SHA-256 of the subject's id in hexadecimal. Without
 * the folder's key nobody can tell whose it is.
 */
public final class SubjectHash {

  static final String FILE = "erasure.key";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private SubjectHash(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The hash by the key of a folder of events, which is made when it is not there. */
  public static SubjectHash in(Path events) throws IOException {
    return new SubjectHash(Secret.of(events.resolve(FILE), 32));
  }

  public String of(String subject) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(subject.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + ALGORITHM, e);
    }
  }
}
