package io.hotswap.registration.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.library.LibraryCoordinates;
import io.hotswap.domain.library.LibraryRepository;
import io.hotswap.domain.library.LibrarySources.Download;
import io.hotswap.domain.library.LibrarySources.Visit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Repositories that are not what they should be.
class MavenLibrarySourcesTest {
  private static final String THING = "org.example:thing:1.0";
  private static final byte[] BYTES =
      "a jar, for all that Maven knows".getBytes(StandardCharsets.UTF_8);

  private final TestRepository repository = new TestRepository().jar(THING, BYTES);
  private final MavenLibrarySources sources = new MavenLibrarySources(InstantSource.system());
  private @TempDir Path folder;

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void what_is_there_arrives_and_what_is_not_does_not() throws IOException {
    assertInstanceOf(Download.Arrived.class, download(THING, true, 100));
    assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("jar")));
    assertInstanceOf(Download.NotThere.class, download("org.example:thing:2.0", true, 100));
  }

  @Test
  void an_address_that_is_not_public_is_not_asked_unless_an_admin_says_so() {
    var refused = unavailable(download(THING, false, 100));
    assertTrue(refused.contains("127.0.0.1 is at 127.0.0.1, which is not public"), refused);
    assertEquals(0, repository.asked(THING));
  }

  @Test
  void no_redirect_leads_to_the_link_where_clouds_keep_credentials() {
    repository.redirect(THING, "http://169.254.169.254/latest/meta-data/iam/");
    var refused = unavailable(download(THING, true, 100));
    assertTrue(refused.contains("169.254.169.254, which is not public"), refused);
  }

  @Test
  void a_redirect_to_another_place_of_the_repository_is_followed_and_a_circle_is_not() {
    repository.redirect(
        "org.example:moved:1.0", repository.url() + "/" + TestRepository.path(THING) + ".jar");
    assertInstanceOf(Download.Arrived.class, download("org.example:moved:1.0", true, 100));
    repository.redirect("org.example:circle:1.0", "circle-1.0.jar");
    assertEquals(
        "it redirects more than 5 times.",
        unavailable(download("org.example:circle:1.0", true, 100)));
    repository.redirect("org.example:file:1.0", "file:///etc/passwd");
    assertEquals(
        "it redirects to file, not https.",
        unavailable(download("org.example:file:1.0", true, 100)));
  }

  @Test
  void no_more_bytes_come_than_may() {
    assertInstanceOf(Download.TooLarge.class, download(THING, true, BYTES.length - 1));
    assertInstanceOf(Download.Arrived.class, download(THING, true, BYTES.length));
  }

  @Test
  void when_the_time_is_over_nobody_is_asked() {
    var over = new Visit(folder.resolve("work"), Instant.now().minusSeconds(1));
    var late =
        sources.download(
            LibraryCoordinates.parse(THING), allowed(true), folder.resolve("jar"), 100, over);
    assertEquals("it takes too long.", unavailable(late));
    assertEquals(0, repository.asked(THING));
  }

  @Test
  void a_repository_that_a_pom_names_is_not_asked() {
    try (var other = new TestRepository().pom("org.example:far:1.0")) {
      var pom =
          "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>"
              + "<artifactId>thing</artifactId><version>1.0</version><repositories><repository>"
              + "<id>evil</id><url>%s</url></repository></repositories><dependencies><dependency>"
              + "<groupId>org.example</groupId><artifactId>far</artifactId><version>1.0</version>"
              + "</dependency></dependencies></project>";
      repository.file(TestRepository.path(THING) + ".pom", pom.formatted(other.url()));
      var lacking =
          sources.lacking(
              List.of(LibraryCoordinates.parse(THING)), List.of(allowed(true)), visit());
      assertEquals(List.of(LibraryCoordinates.parse("org.example:far:1.0")), lacking);
      assertEquals(0, other.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001::1"
      })
  void no_public_address(String address) throws IOException {
    assertFalse(GuardedAddresses.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.2.1",
        "198.17.0.1",
        "223.255.255.254",
        "2606:4700::1111",
        "2001:4860:4860::8888"
      })
  void a_public_address(String address) throws IOException {
    assertTrue(GuardedAddresses.isPublic(InetAddress.getByName(address)));
  }

  private static String unavailable(Download download) {
    return assertInstanceOf(Download.Unavailable.class, download).why();
  }

  private Download download(String coordinates, boolean privateAddresses, long most) {
    return sources.download(
        LibraryCoordinates.parse(coordinates),
        allowed(privateAddresses),
        folder.resolve("jar"),
        most,
        visit());
  }

  private LibraryRepository allowed(boolean privateAddresses) {
    return new LibraryRepository("here", URI.create(repository.url().toString()), privateAddresses);
  }

  private Visit visit() {
    return new Visit(folder.resolve("work"), Instant.now().plus(Duration.ofSeconds(30)));
  }
}
