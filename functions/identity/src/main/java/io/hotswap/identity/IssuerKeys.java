package io.hotswap.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The issuer's published keys: cached, refetched when a token names an unknown one.
public final class IssuerKeys {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_BYTES = 256 * 1024;
  private static final long CACHED_MILLIS = 5 * 60_000L;
  private static final long REFRESH_TIMEOUT_MILLIS = 10_000;
  private static final long OUTAGE_MILLIS = 7 * 24 * 3_600_000L;

  private IssuerKeys() {}

  public static JWKSource<SecurityContext> remote(URL url) {
    return cached(url, overHttp());
  }

  /// Keeps the last key set in a file, so that a process started while the issuer is away still
  /// knows whom to trust.
  public static JWKSource<SecurityContext> remoteKeptIn(URL url, Path file) {
    var http = overHttp();
    return cached(url, address -> retrieve(http, address, file));
  }

  private static JWKSource<SecurityContext> cached(URL url, ResourceRetriever retriever) {
    return JWKSourceBuilder.create(url, retriever)
        .cache(CACHED_MILLIS, REFRESH_TIMEOUT_MILLIS)
        .outageTolerant(OUTAGE_MILLIS)
        .build();
  }

  private static ResourceRetriever overHttp() {
    return new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);
  }

  private static Resource retrieve(ResourceRetriever http, URL url, Path file) throws IOException {
    try {
      var resource = http.retrieveResource(url);
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, resource.getContent());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return resource;
    } catch (IOException e) {
      if (Files.exists(file)) {
        return new Resource(Files.readString(file), "application/json");
      }
      throw e;
    }
  }
}
