package org.bellwether.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection that costs its own process next to nothing: client and server share the
 * machine. It reads answers with a length or in chunks.
 */
final class HttpConnection implements Closeable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;

  /**
   * A connection to a port of this machine.
   *
   * @param token to sign in with, empty for none
   */
  HttpConnection(int port, String token) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 13);
    out = socket.getOutputStream();
    head =
        " HTTP/1.1\r\nHost: localhost\r\n"
            + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
  }

  /** An answer. */
  record Answer(int status, String body) {
    Answer require() throws IOException {
      if (status != 200) {
        throw new IOException("the service answered " + status + ": " + body);
      }
      return this;
    }
  }

  Answer post(String path, byte[] body, int length) throws IOException {
    byte[] start =
        ("POST "
                + path
                + head
                + "Content-Type: application/x-ndjson\r\nContent-Length: "
                + length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, length);
    out.write(whole);
    return answer();
  }

  Answer get(String path) throws IOException {
    out.write(("GET " + path + head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return answer();
  }

  private Answer answer() throws IOException {
    String status = line();
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    StringBuilder body = new StringBuilder();
    if (!chunked) {
      body.append(text((int) length));
    } else {
      for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
        body.append(text(size));
        line();
      }
      line();
    }
    return new Answer(Integer.parseInt(status.substring(9, 12)), body.toString());
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the service has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
