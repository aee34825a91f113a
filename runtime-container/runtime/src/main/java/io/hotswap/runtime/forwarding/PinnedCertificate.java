package io.hotswap.runtime.forwarding;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts only the certificate that this node presents itself, or the one that it presented before:
/// the nodes of an environment share one, and get a new one at slightly different times. Host names
/// in it are not checked, because leases carry addresses.
final class PinnedCertificate extends X509ExtendedTrustManager {
  private final Path file;
  private FileTime seen = FileTime.fromMillis(-1);
  private List<X509Certificate> trusted = List.of();

  PinnedCertificate(Path file) {
    this.file = file;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !trusted().contains(chain[0])) {
      throw new CertificateException("It does not present the certificate in " + file);
    }
  }

  private synchronized List<X509Certificate> trusted() throws CertificateException {
    try {
      var written = Files.getLastModifiedTime(file);
      if (!written.equals(seen)) {
        var now = read();
        trusted =
            Stream.concat(Stream.of(now), trusted.stream().filter(it -> !it.equals(now)))
                .limit(2)
                .toList();
        seen = written;
      }
    } catch (IOException | CertificateException unreadable) {
      // The file is being replaced: keeps trusting the last certificates.
      if (trusted.isEmpty()) {
        throw new CertificateException("No certificate can be read from " + file, unreadable);
      }
    }
    return trusted;
  }

  private X509Certificate read() throws IOException, CertificateException {
    try (var in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .findFirst()
          .orElseThrow(() -> new CertificateException("There is none in " + file));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("A node asks no client for a certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("A node asks no client for a certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A node asks no client for a certificate");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
