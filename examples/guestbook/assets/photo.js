// Says that a photo is too large before it is sent. Without it the answer says so.
const photo = document.querySelector('[data-most]');
photo?.addEventListener('change', () => {
  const tooLarge = photo.files[0]?.size > Number(photo.dataset.most);
  photo.setCustomValidity(tooLarge ? 'A photo may have up to 5 MB.' : '');
  photo.reportValidity();
});
