package org.bellwether.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bellwether.store.Secret;

/**
 * Secrets of channels as they are kept in the database: AES-256-GCM under a key that lies in the
 * data folder, so that the database alone gives none away.
 */
public final class Sealed {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private Sealed(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** With the key in a folder, which is made when it is not there. */
  public static Sealed in(Path folder) throws IOException {
    return new Sealed(Secret.of(folder.resolve("channels.key"), 32));
  }

  String seal(String secret) {
    if (secret.isEmpty()) {
      return "";
    }
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes(secret));
      byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE, sealed.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES-GCM", e);
    }
  }

  /**
   * The secret.
   *
   * @throws UndeliveredException if it was sealed with another key
   */
  String open(String text) throws UndeliveredException {
    if (text.isEmpty()) {
      return "";
    }
    byte[] all = Base64.getDecoder().decode(text);
    try {
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE))
              .doFinal(all, NONCE, all.length - NONCE);
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new UndeliveredException(
          "the secret of the channel was kept with another channels.key: enter it again", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
