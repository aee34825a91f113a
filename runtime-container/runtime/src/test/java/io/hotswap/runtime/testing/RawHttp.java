package io.hotswap.runtime.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends what it likes, byte by byte. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  public RawHttp(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  public RawHttp send(String bytes) throws IOException {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** All until the server ends the connection. */
  public String untilEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** One answer, whose length its head says. */
  public String answer() throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(next(in));
    }
    var said = head.toString();
    int length = length(said);
    var body = new ByteArrayOutputStream();
    for (int i = 0; i < length; i++) {
      body.write(next(in));
    }
    return said + body.toString(StandardCharsets.ISO_8859_1);
  }

  private static char next(InputStream in) throws IOException {
    int read = in.read();
    if (read < 0) {
      throw new IOException("The connection ended within an answer");
    }
    return (char) read;
  }

  private static int length(String head) {
    for (var line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  /** Whether the server has ended the connection within so many milliseconds. */
  public boolean isEndedWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().readAllBytes().length >= 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Sends, and takes all answers until the server ends the connection. */
  public static String exchange(int port, String bytes) throws IOException {
    try (var client = new RawHttp(port)) {
      return client.send(bytes).untilEnd();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
