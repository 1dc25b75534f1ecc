// When the session is over: on to the sign-in page, and back with the question that was being asked.
const fetchAsBefore = window.fetch;
window.fetch = async (...asked) => {
  const answer = await fetchAsBefore(...asked);
  if (answer.status === 401 && new URL(answer.url).origin === location.origin) {
    const wanted = new URLSearchParams(location.search);
    const question = window.budgetbot?.asking || document.querySelector("#question textarea")?.value.trim();
    if (question) wanted.set("q", question);
    location.assign(`login?next=${encodeURIComponent(`/?${wanted}`)}`);
  }
  return answer;
};
