package io.hotswap.runtime.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.Hashing;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The environment of a node that starts again: a disk with one plugin, no agent, a token issuer.
public final class TrainingFixture implements AutoCloseable {
  private static final String ISSUER = "https://issuer.invalid";
  private static final String AUDIENCE = "training";
  private static final String PLUGIN = "echo";
  private static final String VERSION = "1.0.0";
  private static final String OPERATION = "run";

  /// The path of its plugin's operation.
  public static final String PATH = "/api/v1/plugins/" + PLUGIN + "/invoke/" + OPERATION;

  private final IssuerPage issuer;
  private final Path disk;
  private final String token;
  private final int port;
  private final int operatorPort;

  /// @param folder for the node's disk
  public TrainingFixture(Path folder) throws IOException {
    this(folder, jar());
  }

  /// @param jar of a plugin with the same name, version and operation
  public TrainingFixture(Path folder, byte[] jar) throws IOException {
    this.disk = folder.resolve("disk");
    var directory = new DataDirectory(disk);
    directory.prepare();
    var digest = Hashing.of(jar);
    Files.write(directory.binaries().resolve(digest.hex()), jar);
    new RoutingSnapshotStore(directory)
        .save(serving(new RoutedVersion(VERSION, digest, jar.length, "deployment", "")));
    var key = key();
    this.token = token(key);
    this.issuer = new IssuerPage(new JWKSet(key).toString());
    this.port = freePort();
    this.operatorPort = freePort();
  }

  /// The node's environment variables beyond those of this process.
  public Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("HOTSWAP_ENVIRONMENT", Environment.Development.name());
    variables.put("HOTSWAP_NODE_ID", "training");
    variables.put("HOTSWAP_HOST", "127.0.0.1");
    variables.put("HOTSWAP_PORT", Integer.toString(port));
    variables.put("HOTSWAP_OPERATOR_PORT", Integer.toString(operatorPort));
    variables.put("HOTSWAP_DATA_DIR", disk.toString());
    // Nobody listens there: the node serves what is on its disk.
    variables.put("HOTSWAP_AGENT_SOCKET", disk.resolve("agent.sock").toString());
    variables.put("HOTSWAP_JWKS_URL", issuer.address() + "/jwks.json");
    variables.put("HOTSWAP_TOKEN_ISSUER", ISSUER);
    variables.put("HOTSWAP_TOKEN_AUDIENCE", AUDIENCE);
    variables.put("HOTSWAP_NOTICE_MILLIS", "1");
    return variables;
  }

  public int port() {
    return port;
  }

  int operatorPort() {
    return operatorPort;
  }

  /// A tenant's token, valid for an hour.
  public String token() {
    return token;
  }

  private static byte[] jar() throws IOException {
    var type = EchoPlugin.class.getName();
    var code = type.replace('.', '/') + ".class";
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed);
        var in = Objects.requireNonNull(TrainingFixture.class.getResourceAsStream("/" + code))) {
      put(zip, "META-INF/hotswap-plugin.json", manifest(type).getBytes(UTF_8));
      put(zip, code, in.readAllBytes());
    }
    return packed.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static String manifest(String type) {
    return """
    {"name": "%s", "version": "%s", "type": "training", "description": "Answers what it was sent.",
     "entryPoint": "%s", "protocol": 1, "operations": [{"name": "%s"}]}
    """
        .formatted(PLUGIN, VERSION, type, OPERATION);
  }

  private static RoutingDocument serving(RoutedVersion version) {
    return new RoutingDraft(PluginId.of(PLUGIN), PLUGIN, Environment.Development)
        .withVersion(version)
        .withDefaultVersion(Optional.of(version.release()))
        .build(version.deploymentId(), Instant.EPOCH, "");
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("training").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(RSAKey key) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject("trainer")
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .claim("custom:tenant_id", "acme")
            .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
            .build();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /// A free port.
  public static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() {
    issuer.close();
  }
}
