// Says in words when a passkey fails or is cancelled; allauth's scripts only tell the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-failed");
  if (words) words.hidden = false;
});
