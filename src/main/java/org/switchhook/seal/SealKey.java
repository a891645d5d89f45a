package org.switchhook.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.switchhook.config.Secret;

/** A key of 256 bits, for AES-GCM. */
final class SealKey {

  static final int BYTES = 32;
  private static final String PREFIX = "sealed:1:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 4;

  private final SecretKey key;
  private final String id;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param bytes 32
   */
  SealKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = HexFormat.of().formatHex(Arrays.copyOf(sha256(bytes), ID_BYTES));
  }

  /** Tells it from others, and nothing else of it. */
  String id() {
    return id;
  }

  /** The id of the key that a text was sealed with. */
  static String idIn(String sealed) {
    return part(sealed, 2);
  }

  /**
   * {@code sealed:1:}, the key's id, and the Base64 of nonce, cipher text and tag.
   *
   * @param place where it is going to stand; it opens nowhere else
   */
  String close(Secret clear, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] text =
          cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(clear.reveal().getBytes(UTF_8));
      byte[] all = ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array();
      return PREFIX + id + ":" + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * The secret.
   *
   * @throws IllegalArgumentException when it was not sealed for this place, or was altered
   */
  Secret open(String sealed, String place) {
    try {
      byte[] all = Base64.getDecoder().decode(part(sealed, 3));
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, place);
      return new Secret(
          new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), UTF_8));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not sealed for this row (it was renamed, or copied from another) or was altered; write"
              + " it again",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(UTF_8));
    return cipher;
  }

  private static String part(String sealed, int index) {
    String[] parts = sealed.split(":", -1);
    return index < parts.length ? parts[index] : "";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
