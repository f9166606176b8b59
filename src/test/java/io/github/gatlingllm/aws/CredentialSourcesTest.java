package io.github.gatlingllm.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The SDK's own chain, led by its system properties to files and services of this test: that it has
 * what it needs for roles, web identities, SSO and containers.
 */
class CredentialSourcesTest {

  private static final String FAR = "2099-01-01T00:00:00Z";
  private static final String ROLE = "role_arn = arn:aws:iam::123456789012:role/load\n";

  @TempDir private Path folder;
  private final Map<String, String> before = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer service;

  @BeforeEach
  void leadsTheSdkHere() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.start();
    property("aws.disableEc2Metadata", "true");
    property("aws.configFile", folder.resolve("config").toString());
    property("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    property("aws.endpointUrlSts", url(""));
    property("aws.endpointUrlSso", url(""));
    property("aws.region", "eu-west-1");
  }

  @AfterEach
  void leavesThePropertiesAsTheyWere() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
    service.stop(0);
  }

  private void property(String name, String value) {
    before.put(name, System.setProperty(name, value));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + service.getAddress().getPort() + path;
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void answers(String type, String body) {
    service.createContext("/", exchange -> answer(exchange, type, body));
  }

  private void answer(HttpExchange exchange, String type, String body) throws IOException {
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      asked.add(
          exchange.getRequestURI().getPath()
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] bytes = body.formatted(asked.size()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", type);
      exchange.sendResponseHeaders(200, bytes.length);
      out.write(bytes);
    }
  }

  private static String assumed(String action) {
    return "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult>"
            .formatted(action)
        + "<Credentials><AccessKeyId>role %d</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
        + "<SessionToken>t</SessionToken><Expiration>"
        + FAR
        + "</Expiration></Credentials>"
        + "</%1$sResult></%1$sResponse>".formatted(action);
  }

  private static AwsCredentialsIdentity of(String profile) {
    return CurrentCredentials.resolve(CredentialSources.of(profile));
  }

  @Test
  void keysOfAProfileAreFound() throws IOException {
    file("credentials", "[work]\naws_access_key_id = id\naws_secret_access_key = s\n");

    assertThat(of("work").accessKeyId()).isEqualTo("id");
    property("aws.profile", "work");
    assertThat(of("").accessKeyId()).isEqualTo("id");
  }

  @Test
  void aRoleIsAssumedWithTheKeysOfItsSourceProfile() throws IOException {
    file("credentials", "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n");
    file("config", "[profile work]\n" + ROLE + "source_profile = base\nregion = eu-west-1\n");
    answers("text/xml", assumed("AssumeRole"));

    assertThat(of("work").accessKeyId()).isEqualTo("role 1");
    assertThat(asked).singleElement().asString().contains("Action=AssumeRole&", "role%2Fload");
  }

  @Test
  void aWebIdentityIsExchangedForARole() throws IOException {
    file("token", "the web token");
    file(
        "config",
        "[profile work]\n" + ROLE + "web_identity_token_file = " + folder.resolve("token") + "\n");
    answers("text/xml", assumed("AssumeRoleWithWebIdentity"));

    assertThat(of("work").accessKeyId()).isEqualTo("role 1");
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("Action=AssumeRoleWithWebIdentity&", "WebIdentityToken=the+web+token");
  }

  @Test
  void credentialsOfAContainerAreFetchedAgainBeforeTheyExpire() {
    // Credentials whose end is near are asked for again each time.
    answers(
        "application/json",
        "{\"AccessKeyId\":\"container %d\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
            + "\"Expiration\":\"2001-01-01T00:00:00Z\"}");
    property("aws.containerCredentialsFullUri", url("/credentials"));
    ManualSchedule thread = new ManualSchedule();
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    CurrentCredentials current = CurrentCredentials.of(CredentialSources.of(""), clock, thread);
    assertThat(current.now().accessKeyId()).isEqualTo("container 1");
    thread.run();

    assertThat(current.now().accessKeyId()).isEqualTo("container 2");
    assertThat(asked).allMatch(request -> request.startsWith("/credentials "));
  }

  @Test
  void aProfileOfSsoUsesTheTokenOfTheLastLogin() throws Exception {
    file(
        "config",
        "[profile work]\nsso_session = ours\nsso_account_id = 123456789012\n"
            + "sso_role_name = load\n[sso-session ours]\nsso_region = eu-west-1\n"
            + "sso_start_url = https://ours.awsapps.com/start\n");
    Path cache = Files.createDirectories(folder.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve(sha1("ours") + ".json"),
        "{\"accessToken\":\"the login\",\"expiresAt\":\""
            + FAR
            + "\",\"region\":\"eu-west-1\","
            + "\"startUrl\":\"https://ours.awsapps.com/start\"}");
    answers(
        "application/json",
        "{\"roleCredentials\":{\"accessKeyId\":\"sso %d\",\"secretAccessKey\":\"s\","
            + "\"sessionToken\":\"t\",\"expiration\":4070908800000}}");

    assertThat(inAHomeOfItsOwn("work")).contains("found sso 1");
    assertThat(asked).singleElement().asString().startsWith("/federation/credentials");
  }

  private static String sha1(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-1")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The SDK looks for logins below the home folder, which is a variable of the environment. */
  private String inAHomeOfItsOwn(String profile) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    before.keySet().forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classes, Found.class.getName(), profile));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  /** Prints whose credentials a profile has. */
  static final class Found {
    private Found() {}

    public static void main(String[] profile) {
      System.out.println("found " + of(profile[0]).accessKeyId());
    }
  }

  @Test
  void whereThereAreNoneOneSentenceSaysWhereWasLooked() {
    assertThatThrownBy(() -> CredentialSources.check("nobody"))
        .isInstanceOf(MissingCredentialsException.class)
        .hasMessage(
            "no AWS credentials in the profile 'nobody' of ~/.aws/credentials and ~/.aws/config");
    assertThatThrownBy(() -> CredentialSources.check(""))
        .isInstanceOf(MissingCredentialsException.class)
        .hasMessageStartingWith("no AWS credentials in the environment (AWS_ACCESS_KEY_ID")
        .hasMessageContainingAll("web identity", "SSO session or role", "container", "EC2")
        .hasNoCause();
  }
}
